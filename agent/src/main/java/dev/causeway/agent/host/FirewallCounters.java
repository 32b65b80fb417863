package dev.causeway.agent.host;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.OptionalLong;

/// Reads counters of a namespace's firewall, without starting a process.
public final class FirewallCounters {

    private static final int TABLE = 1;
    private static final int NAME = 2;
    private static final int DATA = 4;

    /// Of a counter.
    private static final int PACKETS = 2;

    private FirewallCounters() {}

    /// How many packets a counter has counted.
    ///
    /// @return nothing if there is no such counter
    /// @throws IllegalStateException if there is no such namespace
    public static OptionalLong packets(Namespace namespace, String table, String counter) {
        return Inside.ask(() -> Inside.of(namespace, () -> {
            try (var netlink = new Netlink(Kernel.NETLINK_NETFILTER)) {
                return netlink.firewallObjects().stream()
                        .map(object -> object.attributes(Netlink.FIREWALL_HEADER))
                        .filter(object -> isText(object.get(TABLE), table) && isText(object.get(NAME), counter))
                        .mapToLong(FirewallCounters::packets)
                        .findFirst();
            }
        }));
    }

    private static boolean isText(ByteBuffer attribute, String text) {
        return StandardCharsets.US_ASCII
                .decode(attribute.duplicate())
                .toString()
                .equals(text + "\0");
    }

    private static long packets(Map<Integer, ByteBuffer> object) {
        return Netlink.attributes(object.get(DATA))
                .get(PACKETS)
                .order(ByteOrder.BIG_ENDIAN)
                .getLong(0);
    }
}
