package dev.causeway.agent.ipsec;

import dev.causeway.agent.ipsec.Selectors.Range;
import dev.causeway.model.Prefix;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Stream;

/// What some child SAs carry together. A connection may have thousands of pairs of networks and hundreds of child SAs,
/// and is looked at often: so for each network is found out once what may be reached from it, and each pair is then a
/// look at that.
final class Coverage {

    /// Addresses without gaps: the first of each stretch, and its last.
    private record Stretches(NavigableMap<Long, Long> ends) {

        static Stretches of(Stream<Range> ranges) {
            var ends = new TreeMap<Long, Long>();
            ranges.filter(range -> range.from() <= range.to())
                    .sorted(Comparator.comparingLong(Range::from))
                    .forEach(range -> {
                        boolean joined = !ends.isEmpty()
                                && range.from() <= ends.lastEntry().getValue() + 1;
                        ends.merge(joined ? ends.lastKey() : range.from(), range.to(), Math::max);
                    });
            return new Stretches(ends);
        }

        boolean hold(Prefix network) {
            Map.Entry<Long, Long> stretch = ends.floorEntry(Range.number(network.network()));
            return stretch != null && stretch.getValue() >= Range.number(network.last());
        }
    }

    /// One child SA, or several with the same selectors.
    private record Part(Selectors selectors, Stretches local, Stretches remote) {

        static Part of(Selectors selectors) {
            return new Part(
                    selectors, Stretches.of(selectors.local().stream()), Stretches.of(selectors.remote().stream()));
        }
    }

    private final List<Part> parts;
    private final Map<Prefix, Stretches> fromLocal = new HashMap<>();
    private final Map<Prefix, Stretches> fromRemote = new HashMap<>();

    private Coverage(List<Part> parts) {
        this.parts = parts;
    }

    static Coverage of(Collection<Selectors> all) {
        return new Coverage(all.stream().distinct().map(Part::of).toList());
    }

    /// Whether these child SAs together carry all packets between two networks.
    boolean carries(Pair pair) {
        return fromLocal
                        .computeIfAbsent(pair.local(), network -> reached(Part::local, network, Selectors::remote))
                        .hold(pair.remote())
                || fromRemote
                        .computeIfAbsent(pair.remote(), network -> reached(Part::remote, network, Selectors::local))
                        .hold(pair.local());
    }

    private Stretches reached(
            Function<Part, Stretches> side, Prefix network, Function<Selectors, List<Range>> otherSide) {
        return Stretches.of(parts.stream()
                .filter(part -> side.apply(part).hold(network))
                .flatMap(part -> otherSide.apply(part.selectors()).stream()));
    }
}
