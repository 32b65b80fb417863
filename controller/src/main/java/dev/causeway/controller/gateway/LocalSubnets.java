package dev.causeway.controller.gateway;

import dev.causeway.controller.web.JsonReader;
import dev.causeway.model.Prefix;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// The networks on the cloud's side that customers reach through a gateway.
final class LocalSubnets {

    private static final String NAME = "local_subnets";
    private static final int MOST = 50;

    private LocalSubnets() {}

    static List<Prefix> required(JsonReader in) {
        return checked(in, in.requiredList(NAME, Prefix::parse));
    }

    static Optional<List<Prefix>> optional(JsonReader in) {
        return in.optionalList(NAME, Prefix::parse).map(subnets -> checked(in, subnets));
    }

    private static List<Prefix> checked(JsonReader in, List<Prefix> subnets) {
        if (subnets == null) {
            return List.of();
        }
        if (subnets.isEmpty() || subnets.size() > MOST) {
            in.violation(NAME, "must have 1 to %d subnets, not %d", MOST, subnets.size());
        }
        Set<Prefix> seen = new HashSet<>();
        subnets.stream()
                .filter(subnet -> !seen.add(subnet))
                .forEach(subnet -> in.violation(NAME, "has %s twice", subnet));
        return subnets;
    }
}
