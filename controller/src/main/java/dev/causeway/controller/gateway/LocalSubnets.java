package dev.causeway.controller.gateway;

import dev.causeway.controller.web.JsonReader;
import dev.causeway.model.Prefix;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// The networks on the cloud's side that customers reach through a gateway.
public final class LocalSubnets {

    private static final String NAME = "local_subnets";
    private static final int MOST = 50;

    private LocalSubnets() {}

    static List<Prefix> required(JsonReader in) {
        return checked(in, in.requiredList(NAME, Prefix::parse));
    }

    static Optional<List<Prefix>> optional(JsonReader in) {
        return in.optionalList(NAME, Prefix::parse).map(subnets -> checked(in, subnets));
    }

    /// Whether every address of a network lies in one of some subnets, be it in several of them together.
    public static boolean cover(List<Prefix> subnets, Prefix network) {
        if (subnets.stream().anyMatch(subnet -> subnet.contains(network))) {
            return true;
        }
        List<Prefix> parts = subnets.stream().filter(network::contains).toList();
        long covered = parts.stream()
                .filter(part -> parts.stream().noneMatch(other -> !other.equals(part) && other.contains(part)))
                .distinct()
                .mapToLong(LocalSubnets::size)
                .sum();
        return covered == size(network);
    }

    private static long size(Prefix network) {
        return 1L << (Integer.SIZE - network.length());
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
