package dev.causeway.agent.routing;

import dev.causeway.agent.routing.SpeakerConfig.Neighbour;
import dev.causeway.model.Prefix;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Why routes that a peer announces are not used.
///
/// @param why how many for which reason
record Filtered(Map<Reason, Integer> why) {

    static final Filtered NOTHING = new Filtered(Map.of());

    /// In the order in which the daemon looks.
    enum Reason {
        LOOPED("with the gateway's own AS number in the path"),
        OF_CLOUD("in networks of the cloud"),
        LONG("with a path of more than " + SpeakerConfig.LONGEST_PATH + " characters"),
        OUTSIDE("not in the peer subnets");

        private final String words;

        Reason(String words) {
            this.words = words;
        }
    }

    Filtered {
        why = Map.copyOf(why);
    }

    /// Why a route is not used, if it is not.
    ///
    /// @param path its AS numbers
    static Optional<Reason> reason(Prefix destination, String path, SpeakerConfig config, Neighbour neighbour) {
        if (List.of(path.split("[ ,{}()]+", -1)).contains(Long.toString(config.asn()))) {
            return Optional.of(Reason.LOOPED);
        }
        if (lies(destination, config.refused())) {
            return Optional.of(Reason.OF_CLOUD);
        }
        if (path.length() > SpeakerConfig.LONGEST_PATH) {
            return Optional.of(Reason.LONG);
        }
        return lies(destination, neighbour.accepted()) ? Optional.empty() : Optional.of(Reason.OUTSIDE);
    }

    private static boolean lies(Prefix destination, List<Prefix> networks) {
        return networks.stream().anyMatch(network -> network.contains(destination));
    }

    static Filtered of(List<Reason> each) {
        Map<Reason, Integer> why = new EnumMap<>(Reason.class);
        each.forEach(reason -> why.merge(reason, 1, Integer::sum));
        return new Filtered(why);
    }

    /// Whether other peer subnets would let any of them in.
    boolean isOfSubnets() {
        return why.isEmpty() || why.containsKey(Reason.OUTSIDE);
    }

    /// Says it in words.
    ///
    /// @param all how many there are
    String text(int all) {
        int others = all - why.values().stream().mapToInt(Integer::intValue).sum();
        Stream<String> known =
                Stream.of(Reason.values()).filter(why::containsKey).map(reason -> why.get(reason) + " " + reason.words);
        Stream<String> rest = others > 0 ? Stream.of(others + " for other reasons") : Stream.empty();
        return Stream.concat(known, rest).collect(Collectors.joining(", "));
    }
}
