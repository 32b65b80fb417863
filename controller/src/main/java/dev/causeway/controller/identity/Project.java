package dev.causeway.controller.identity;

import dev.causeway.model.ProjectId;

/// A domain's share of the region.
public record Project(ProjectId id, String domainId, String name) {}
