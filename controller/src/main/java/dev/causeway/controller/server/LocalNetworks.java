package dev.causeway.controller.server;

import dev.causeway.controller.web.JsonReader;
import dev.causeway.model.P2cCode;
import dev.causeway.model.Prefix;
import dev.causeway.model.Violation;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// The networks in the VPC that clients can reach at most.
final class LocalNetworks {

    private static final String NAME = "local_subnets";
    private static final int MOST = 20;

    private static final List<Prefix> FORBIDDEN = List.of(
            Prefix.parse("0.0.0.0/8"),
            Prefix.parse("127.0.0.0/8"),
            Prefix.parse("224.0.0.0/4"),
            Prefix.parse("240.0.0.0/4"));

    private LocalNetworks() {}

    static List<Prefix> required(JsonReader in) {
        return unique(in, coded(in).requiredList(NAME, MOST, LocalNetworks::parse));
    }

    static Optional<List<Prefix>> optional(JsonReader in) {
        return in.has(NAME) ? Optional.ofNullable(required(in)) : Optional.empty();
    }

    private static JsonReader coded(JsonReader in) {
        return in.whenEmpty(P2cCode.LOCAL_SUBNETS_EMPTY)
                .whenTooMany(P2cCode.TOO_MANY_LOCAL_SUBNETS)
                .whenWrong(P2cCode.CIDR_INVALID);
    }

    private static Prefix parse(String text) {
        Prefix network = Cidr.parseWithoutHostBits(text);
        Cidr.forbid(text, network, FORBIDDEN);
        return network;
    }

    private static List<Prefix> unique(JsonReader in, List<Prefix> networks) {
        if (networks == null) {
            return null;
        }
        Set<Prefix> seen = new HashSet<>();
        for (int i = 0; i < networks.size(); i++) {
            if (!seen.add(networks.get(i))) {
                in.violation(new Violation(NAME + "[" + i + "]", P2cCode.LOCAL_SUBNET_TWICE.of(networks.get(i))));
            }
        }
        return networks;
    }
}
