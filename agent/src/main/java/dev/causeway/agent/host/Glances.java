package dev.causeway.agent.host;

import dev.causeway.agent.host.Namespaces.Port;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;

/// Tells whether anything in a namespace has changed, without starting a process: a hundredth of what it costs to look
/// at everything.
public final class Glances {

    private static final System.Logger LOG = System.getLogger(Glances.class.getName());

    private static final int GET_LINK = 18;
    private static final int GET_ADDRESS = 22;
    private static final int GET_ROUTE = 26;
    private static final int GET_RULE = 34;
    private static final int GET_FIREWALL = 10 << 8 | 16;

    private static final int LINK_HEADER = 16;
    private static final int ADDRESS_HEADER = 8;
    private static final byte INET = 2;
    private static final short NAME = 3;
    private static final short KIND_AND_MORE = 18;

    /// Of a link: its address, name, MTU, bridge and kind. The rest counts, or runs down, all the time.
    private static final Set<Short> OF_A_LINK = Set.of((short) 1, NAME, (short) 4, (short) 10);

    /// Of an address: what it is. The rest is how long it is there.
    private static final Set<Short> OF_AN_ADDRESS = Set.of((short) 1, (short) 2);

    /// No setting is longer.
    private static final int LONGEST = 64;

    /// Every thread that enters a namespace is in it as a whole, so it does nothing else.
    private static final ExecutorService INSIDE = Executors.newSingleThreadExecutor(
            Thread.ofPlatform().daemon().name("glances").factory());

    /// What was there at a moment. Equal ones mean that nothing has changed, or that it is as it was.
    ///
    /// @param content links, addresses, routes and rules
    /// @param rest settings, and links in other namespaces
    public record Glance(String content, String rest) {}

    /// Casts a glance.
    ///
    /// @param settings names of kernel settings
    /// @param ports links in other namespaces
    /// @return nothing if it cannot be told
    public Optional<Glance> at(Namespace namespace, Collection<String> settings, List<Port> ports) {
        return asked(() -> {
            var rest = new Digest();
            String content = inside(namespace, () -> {
                new TreeSet<>(settings).forEach(name -> rest.add(name + "=" + setting(name)));
                return content();
            });
            ports.forEach(port -> rest.add(port + " " + inside(port.namespace(), () -> link(port.link()))));
            return new Glance(content, rest.text());
        });
    }

    /// The number of the state of a namespace's firewall: another one after every change, by whomever.
    ///
    /// @return nothing if it cannot be told
    public OptionalInt firewall(Namespace namespace) {
        return asked(() -> inside(namespace, () -> {
                    try (var netlink = new Netlink(Kernel.NETLINK_NETFILTER)) {
                        return netlink.one(GET_FIREWALL, new byte[4])
                                .from(8)
                                .order(ByteOrder.BIG_ENDIAN)
                                .getInt();
                    }
                }))
                .map(OptionalInt::of)
                .orElse(OptionalInt.empty());
    }

    private static <T> Optional<T> asked(Supplier<T> question) {
        try {
            return Optional.of(INSIDE.submit(question::get).get());
        } catch (ExecutionException e) {
            LOG.log(System.Logger.Level.DEBUG, "no glance", e);
            return Optional.empty();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }

    /// Comes back in any case: a namespace lives as long as a thread is in it.
    private static <T> T inside(Namespace namespace, Supplier<T> question) {
        int home = Kernel.open("/proc/thread-self/ns/net");
        try {
            int there = Kernel.open(namespace.file().toString());
            try {
                Kernel.enter(there);
                return question.get();
            } finally {
                Kernel.close(there);
                Kernel.enter(home);
            }
        } finally {
            Kernel.close(home);
        }
    }

    private static String content() {
        var digest = new Digest();
        try (var netlink = new Netlink(Kernel.NETLINK_ROUTE)) {
            netlink.all(GET_LINK, new byte[LINK_HEADER]).forEach(link -> addLink(digest, link));
            netlink.all(GET_ADDRESS, inet(ADDRESS_HEADER)).forEach(address -> {
                digest.add(address.from(0).limit(ADDRESS_HEADER));
                addAttributes(digest, address.from(ADDRESS_HEADER), OF_AN_ADDRESS);
            });
            for (int type : new int[] {GET_ROUTE, GET_RULE}) {
                netlink.all(type, inet(12)).forEach(one -> digest.add(one.from(0)));
            }
        }
        return digest.text();
    }

    private static byte[] inet(int length) {
        byte[] request = new byte[length];
        request[0] = INET;
        return request;
    }

    private static String link(String name) {
        byte[] text = (name + "\0").getBytes(StandardCharsets.US_ASCII);
        ByteBuffer request =
                ByteBuffer.allocate(LINK_HEADER + 4 + (text.length + 3) / 4 * 4).order(ByteOrder.nativeOrder());
        request.position(LINK_HEADER)
                .putShort((short) (4 + text.length))
                .putShort(NAME)
                .put(text);
        var digest = new Digest();
        try (var netlink = new Netlink(Kernel.NETLINK_ROUTE)) {
            addLink(digest, netlink.one(GET_LINK, request.array()));
        }
        return digest.text();
    }

    private static void addLink(Digest digest, Netlink.Message link) {
        digest.add(link.from(0).limit(LINK_HEADER));
        addAttributes(digest, link.from(LINK_HEADER), OF_A_LINK);
    }

    /// Attributes of some kinds, and of the one that nests it the kind of a link.
    private static void addAttributes(Digest digest, ByteBuffer attributes, Set<Short> kinds) {
        while (attributes.remaining() >= 4) {
            int start = attributes.position();
            int length = attributes.getShort(start);
            short kind = attributes.getShort(start + 2);
            if (kinds.contains(kind)) {
                digest.add(attributes.slice(start, length));
            } else if (kind == KIND_AND_MORE && kinds.contains(NAME)) {
                addAttributes(
                        digest, attributes.slice(start + 4, length - 4).order(ByteOrder.nativeOrder()), Set.of((short)
                                1));
            }
            attributes.position(Math.min(attributes.limit(), start + Math.max(4, (length + 3) / 4 * 4)));
        }
    }

    /// In one read, see [HostSettings].
    private static String setting(String name) {
        try (InputStream content = Files.newInputStream(Path.of("/proc/sys", name.replace('.', '/')))) {
            return new String(content.readNBytes(LONGEST), StandardCharsets.US_ASCII);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
