package dev.causeway.model;

import java.util.List;

/// One rule of a policy connection: packets from `source` in the VPC to any of `destinations` at the customer's, and
/// back, enter the tunnel.
public record PolicyRule(Prefix source, List<Prefix> destinations) {

    public PolicyRule {
        destinations = List.copyOf(destinations);
    }
}
