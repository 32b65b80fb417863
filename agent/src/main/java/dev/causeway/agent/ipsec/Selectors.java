package dev.causeway.agent.ipsec;

import dev.causeway.model.Ipv4;
import dev.causeway.model.Prefix;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// The traffic selectors that the two ends of a child SA agreed on. Child SAs with equal ones carry the same packets.
///
/// @param local ranges of addresses in the VPC
/// @param remote ranges of the customer's addresses
record Selectors(List<Range> local, List<Range> remote) {

    Selectors {
        local = List.copyOf(local);
        remote = List.copyOf(remote);
    }

    /// Addresses from one to another. The daemon's words; those that leave out protocols or ports name no addresses
    /// that are carried as a whole.
    record Range(String text, long from, long to) {

        private static final Pattern TEXT =
                Pattern.compile("(\\d+(?:\\.\\d+){3})(?:/(\\d+)|\\.\\.(\\d+(?:\\.\\d+){3}))?");

        static Range parse(String text) {
            Matcher parts = TEXT.matcher(text);
            if (!parts.matches()) {
                return new Range(text, 1, 0);
            }
            long from = number(Ipv4.parse(parts.group(1)));
            if (parts.group(3) != null) {
                return new Range(text, from, number(Ipv4.parse(parts.group(3))));
            }
            int length = parts.group(2) == null ? Integer.SIZE : Integer.parseInt(parts.group(2));
            return new Range(text, from, from + (1L << (Integer.SIZE - length)) - 1);
        }

        private static long number(Ipv4 address) {
            return Integer.toUnsignedLong(address.bits());
        }
    }

    static Selectors parse(List<String> local, List<String> remote) {
        return new Selectors(
                local.stream().map(Range::parse).toList(),
                remote.stream().map(Range::parse).toList());
    }

    /// Whether child SAs with these selectors together carry all packets between two networks.
    static boolean carry(Collection<Selectors> all, Pair pair) {
        return carry(all, Selectors::local, pair.local(), Selectors::remote, pair.remote())
                || carry(all, Selectors::remote, pair.remote(), Selectors::local, pair.local());
    }

    private static boolean carry(
            Collection<Selectors> all,
            Function<Selectors, List<Range>> side,
            Prefix network,
            Function<Selectors, List<Range>> otherSide,
            Prefix otherNetwork) {
        return cover(
                all.stream()
                        .filter(one -> cover(side.apply(one).stream(), network))
                        .flatMap(one -> otherSide.apply(one).stream()),
                otherNetwork);
    }

    private static boolean cover(Stream<Range> ranges, Prefix network) {
        long next = Range.number(network.network());
        long last = Range.number(network.last());
        for (Range range : ranges.sorted(Comparator.comparingLong(Range::from)).toList()) {
            if (range.from <= next && next <= range.to) {
                next = range.to + 1;
            }
        }
        return next > last;
    }
}
