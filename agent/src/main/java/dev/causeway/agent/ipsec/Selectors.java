package dev.causeway.agent.ipsec;

import dev.causeway.model.Ipv4;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

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

        static long number(Ipv4 address) {
            return Integer.toUnsignedLong(address.bits());
        }
    }

    static Selectors parse(List<String> local, List<String> remote) {
        return new Selectors(
                local.stream().map(Range::parse).toList(),
                remote.stream().map(Range::parse).toList());
    }
}
