package dev.causeway.agent.host;

import dev.causeway.model.Ipv4;
import dev.causeway.model.Prefix;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/// An entry of a routing table. Its text is what `ip route` understands.
///
/// @param metric the lowest one wins, as a number from 0 to 4294967295
/// @param protocol who entered it, as a number from 0 to 255 that the kernel keeps with it
/// @param hops empty for a destination that is unreachable; several share flows, and their order means nothing
public record KernelRoute(Prefix destination, int table, long metric, int protocol, List<Hop> hops) {

    public static final int MAIN = 254;

    /// The protocol of what the agent enters. No routing daemon uses it, and neither does `iproute2` know a name for
    /// it.
    public static final int AGENT = 202;

    /// The protocol of what is entered by hand without saying more, and of what earlier agents have entered.
    public static final int UNNAMED = 3;

    /// The protocol of what a routing daemon has learned by BGP. Nobody but that daemon sees to it.
    public static final int LEARNED = 186;

    /// The worst metric but few: what every live route to the same destination wins against.
    public static final long LAST_RESORT = 4_278_198_272L;

    public KernelRoute {
        hops = hops.stream().sorted(Comparator.comparing(Hop::toString)).toList();
    }

    /// Where packets go next.
    ///
    /// @param via absent if the destination is on the link itself
    public record Hop(Optional<Ipv4> via, String device) {

        @Override
        public String toString() {
            return via.map(address -> "via " + address + " ").orElse("") + "dev " + device;
        }
    }

    /// What the agent enters.
    public KernelRoute(Prefix destination, int table, long metric, List<Hop> hops) {
        this(destination, table, metric, AGENT, hops);
    }

    public static KernelRoute via(Prefix destination, Ipv4 next, String device) {
        return new KernelRoute(destination, MAIN, 0, List.of(new Hop(Optional.of(next), device)));
    }

    public static KernelRoute onLink(Prefix destination, String device) {
        return new KernelRoute(destination, MAIN, 0, List.of(new Hop(Optional.empty(), device)));
    }

    /// What answers that there is no way, instead of letting packets take another one.
    public static KernelRoute unreachable(Prefix destination) {
        return new KernelRoute(destination, MAIN, LAST_RESORT, List.of());
    }

    public KernelRoute inTable(int other) {
        return new KernelRoute(destination, other, metric, protocol, hops);
    }

    public KernelRoute by(int other) {
        return new KernelRoute(destination, table, metric, other, hops);
    }

    /// Whether another program has entered it, such as a routing daemon, and goes on seeing to it.
    public boolean isForeign() {
        return protocol != AGENT && protocol != UNNAMED;
    }

    /// What makes two routes the same entry, so that one replaces the other, whoever has entered it.
    public Key key() {
        return new Key(destination, table, metric);
    }

    /// Names an entry of a routing table.
    public record Key(Prefix destination, int table, long metric) {}

    @Override
    public String toString() {
        String target = (hops.isEmpty() ? "unreachable " : "") + destination;
        String how = hops.size() > 1
                ? hops.stream().map(hop -> " nexthop " + hop).collect(Collectors.joining())
                : hops.stream().map(hop -> " " + hop).collect(Collectors.joining());
        return target + " table " + table + " proto " + protocol + (metric == 0 ? "" : " metric " + metric) + how;
    }
}
