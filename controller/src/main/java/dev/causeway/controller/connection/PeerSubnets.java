package dev.causeway.controller.connection;

import dev.causeway.controller.web.JsonReader;
import dev.causeway.model.InvalidInput;
import dev.causeway.model.Prefix;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// The customer's networks that a connection leads to.
final class PeerSubnets {

    private static final String NAME = "peer_subnets";
    private static final int MOST = 50;

    private static final List<Prefix> RESERVED = List.of(
            Prefix.parse("0.0.0.0/8"),
            Prefix.parse("100.64.0.0/10"),
            Prefix.parse("127.0.0.0/8"),
            Prefix.parse("169.254.0.0/16"),
            Prefix.parse("214.0.0.0/8"),
            Prefix.parse("224.0.0.0/3"));

    private PeerSubnets() {}

    static List<Prefix> required(JsonReader in) {
        return checked(in, in.requiredList(NAME, PeerSubnets::parse));
    }

    static Optional<List<Prefix>> optional(JsonReader in) {
        return in.optionalList(NAME, PeerSubnets::parse).map(subnets -> checked(in, subnets));
    }

    /// Reads a network of the customer's.
    ///
    /// @throws InvalidInput if it is not one, or cannot be a customer's
    static Prefix parse(String text) {
        Prefix subnet = Prefix.parse(text);
        RESERVED.stream().filter(subnet::overlaps).findFirst().ifPresent(reserved -> {
            throw new InvalidInput("%s overlaps %s, which cannot be a customer's network", subnet, reserved);
        });
        return subnet;
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
