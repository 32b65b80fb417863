package dev.causeway.controller.inventory;

import dev.causeway.model.Prefix;

/// What a tenant says about a VPC.
record VpcSpec(String name, String description, Prefix cidr, String enterpriseProject) {}
