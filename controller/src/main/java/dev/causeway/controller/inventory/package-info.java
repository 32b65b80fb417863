/// The cloud around the gateways: VPCs and their subnets, elastic IP addresses and their bandwidths, availability
/// zones, and workloads to try things from. Overlap, allocation and binding rules are constraints of the database.
package dev.causeway.controller.inventory;
