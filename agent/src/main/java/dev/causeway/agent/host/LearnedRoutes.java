package dev.causeway.agent.host;

import dev.causeway.model.Ipv4;
import dev.causeway.model.Prefix;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/// Reads what routing daemons have entered into a namespace's main table, without starting a process.
public final class LearnedRoutes {

    private static final int LENGTH = 1;
    private static final int TABLE = 4;
    private static final int PROTOCOL = 5;
    private static final int DESTINATION = 1;
    private static final int LINK = 4;
    private static final int HOPS = 9;

    /// Of one hop among several: how long it is, and its link.
    private static final int HOP_LENGTH = 0;

    private static final int HOP_LINK = 4;
    private static final int HOP_HEADER = 8;

    private LearnedRoutes() {}

    /// The networks behind each tunnel: those whose route leaves by it alone, or by tunnels alone.
    ///
    /// @throws IllegalStateException if there is no such namespace
    public static Map<Slot, Set<Prefix>> behindTunnels(Namespace namespace) {
        return Inside.ask(() -> Inside.of(namespace, () -> {
            try (var netlink = new Netlink(Kernel.NETLINK_ROUTE)) {
                Map<Integer, Optional<Slot>> tunnels = new HashMap<>();
                netlink.links().forEach(link -> tunnels.put(Links.index(link), Slot.ofDevice(Links.name(link))));
                return behind(netlink.routes(), tunnels);
            }
        }));
    }

    private static Map<Slot, Set<Prefix>> behind(List<Netlink.Message> routes, Map<Integer, Optional<Slot>> tunnels) {
        Map<Slot, Set<Prefix>> behind = new HashMap<>();
        for (Netlink.Message route : routes) {
            ByteBuffer header = route.from(0);
            if (isLearned(header) && Byte.toUnsignedInt(header.get(TABLE)) == KernelRoute.MAIN) {
                Map<Integer, ByteBuffer> attributes = route.attributes(Netlink.ROUTE_HEADER);
                List<Optional<Slot>> ways = links(attributes)
                        .map(link -> tunnels.getOrDefault(link, Optional.empty()))
                        .toList();
                if (ways.stream().allMatch(Optional::isPresent)) {
                    ways.forEach(way -> behind.computeIfAbsent(way.get(), _ -> new HashSet<>())
                            .add(destination(header, attributes)));
                }
            }
        }
        return behind;
    }

    /// @param route the header of a message about a route
    static boolean isLearned(ByteBuffer route) {
        return Byte.toUnsignedInt(route.get(PROTOCOL)) == KernelRoute.LEARNED;
    }

    private static Prefix destination(ByteBuffer header, Map<Integer, ByteBuffer> attributes) {
        ByteBuffer network = attributes.get(DESTINATION);
        return network == null
                ? Prefix.EVERYTHING
                : new Prefix(new Ipv4(network.order(ByteOrder.BIG_ENDIAN).getInt(0)), header.get(LENGTH));
    }

    private static Stream<Integer> links(Map<Integer, ByteBuffer> attributes) {
        ByteBuffer hops = attributes.get(HOPS);
        if (hops == null) {
            return Stream.ofNullable(attributes.get(LINK))
                    .map(link -> link.order(ByteOrder.nativeOrder()).getInt(0));
        }
        hops.order(ByteOrder.nativeOrder());
        return Stream.iterate(
                        0,
                        place -> place + HOP_HEADER <= hops.limit(),
                        place -> place + Math.max(HOP_HEADER, hops.getShort(place + HOP_LENGTH)))
                .map(place -> hops.getInt(place + HOP_LINK));
    }
}
