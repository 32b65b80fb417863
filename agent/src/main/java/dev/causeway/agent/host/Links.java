package dev.causeway.agent.host;

import dev.causeway.model.InterfaceAddress;
import dev.causeway.model.Ipv4;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// Reads numbers and addresses of links without starting a process.
public final class Links {

    private static final int INDEX = 4;
    private static final int FLAGS = 8;
    private static final int CARRIER = 1 << 16;
    private static final int NAME = 3;
    private static final int LOCAL_ADDRESS = 2;
    private static final int STATISTICS = 23;

    private Links() {}

    /// What a link is, and what has passed it.
    ///
    /// @param index no other link of the namespace has ever had it
    public record Numbers(int index, long packetsIn, long packetsOut, long bytesIn, long bytesOut) {}

    /// The links of a namespace by their names.
    ///
    /// @throws IllegalStateException if there is no such namespace
    public static Map<String, Numbers> of(Namespace namespace) {
        return Inside.ask(() -> Inside.of(namespace, () -> {
            Map<String, Numbers> links = new HashMap<>();
            try (var netlink = new Netlink(Kernel.NETLINK_ROUTE)) {
                netlink.links().forEach(link -> read(link, links));
            }
            return links;
        }));
    }

    /// Whether each link of a namespace has a carrier, by its name.
    ///
    /// @throws IllegalStateException if there is no such namespace
    public static Map<String, Boolean> carriers(Namespace namespace) {
        return Inside.ask(() -> Inside.of(namespace, () -> {
            try (var netlink = new Netlink(Kernel.NETLINK_ROUTE)) {
                return netlink.links().stream()
                        .collect(Collectors.toMap(
                                Links::name, link -> (link.from(0).getInt(FLAGS) & CARRIER) != 0));
            }
        }));
    }

    /// Whether a namespace has all of these links.
    ///
    /// @throws IllegalStateException if there is no such namespace
    public static boolean exist(Namespace namespace, List<String> names) {
        return Inside.ask(() -> Inside.of(namespace, () -> {
            try (var netlink = new Netlink(Kernel.NETLINK_ROUTE)) {
                return names.stream().allMatch(netlink::exists);
            }
        }));
    }

    /// The addresses of a link; none if it is not there.
    ///
    /// @throws IllegalStateException if there is no such namespace
    public static Set<InterfaceAddress> addresses(Namespace namespace, String link) {
        return Inside.ask(() -> Inside.of(namespace, () -> {
            try (var netlink = new Netlink(Kernel.NETLINK_ROUTE)) {
                Map<String, Numbers> links = new HashMap<>();
                netlink.links().forEach(one -> read(one, links));
                Set<InterfaceAddress> addresses = new HashSet<>();
                Optional.ofNullable(links.get(link))
                        .ifPresent(numbers -> netlink.addresses().stream()
                                .filter(address -> address.from(0).getInt(4) == numbers.index())
                                .forEach(address -> addresses.add(address(address))));
                return addresses;
            }
        }));
    }

    private static void read(Netlink.Message link, Map<String, Numbers> links) {
        Map<Integer, ByteBuffer> attributes = link.attributes(Netlink.LINK_HEADER);
        ByteBuffer counted = Optional.ofNullable(attributes.get(STATISTICS))
                .orElseGet(() -> ByteBuffer.allocate(4 * Long.BYTES))
                .order(ByteOrder.nativeOrder());
        links.put(
                name(link),
                new Numbers(
                        index(link), counted.getLong(0), counted.getLong(8), counted.getLong(16), counted.getLong(24)));
    }

    static String name(Netlink.Message link) {
        ByteBuffer text = link.attributes(Netlink.LINK_HEADER).get(NAME);
        return StandardCharsets.US_ASCII.decode(text).toString().replace("\0", "");
    }

    /// The number that routes call a link by.
    static int index(Netlink.Message link) {
        return link.from(0).getInt(INDEX);
    }

    private static InterfaceAddress address(Netlink.Message address) {
        int bits = address.attributes(Netlink.ADDRESS_HEADER)
                .get(LOCAL_ADDRESS)
                .order(ByteOrder.BIG_ENDIAN)
                .getInt(0);
        return new InterfaceAddress(new Ipv4(bits), address.from(0).get(1));
    }
}
