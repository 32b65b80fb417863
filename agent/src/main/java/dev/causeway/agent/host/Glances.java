package dev.causeway.agent.host;

import dev.causeway.agent.host.Namespaces.Port;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;

/// Tells whether anything in a namespace has changed, without starting a process: a hundredth of what it costs to look
/// at everything.
public final class Glances {

    private static final System.Logger LOG = System.getLogger(Glances.class.getName());

    private static final int KIND_AND_MORE = 18;
    private static final int KIND = 1;

    /// Of a link: its address, name, MTU, bridge and kind. The rest counts, or runs down, all the time.
    private static final Set<Integer> OF_A_LINK = Set.of(1, 3, 4, 10);

    /// Of an address: what it is. The rest is how long it is there.
    private static final Set<Integer> OF_AN_ADDRESS = Set.of(1, 2);

    /// Where a route says who has entered it.
    private static final int PROTOCOL = 5;

    /// No setting is longer.
    private static final int LONGEST = 64;

    /// What was there at a moment. Equal ones mean that nothing has changed, or that it is as it was.
    ///
    /// @param content links, addresses, rules and routes, but for what was learned: it comes and goes by itself
    /// @param rest settings, and links in other namespaces
    public record Glance(String content, String rest) {}

    /// A state of a firewall, by the kernel's numbers.
    ///
    /// @param namespace no other one has the same, not even one that is made anew with the same name
    /// @param number another one after every change, by whomever; it begins anew in each namespace
    public record FirewallState(long namespace, int number) {

        /// The state after one change.
        public FirewallState next() {
            return new FirewallState(namespace, number + 1);
        }
    }

    /// Casts a glance.
    ///
    /// @param settings names of kernel settings
    /// @param ports links in other namespaces
    /// @return nothing if it cannot be told
    public Optional<Glance> at(Namespace namespace, Collection<String> settings, List<Port> ports) {
        return asked(() -> {
            var rest = new Digest();
            String content = Inside.of(namespace, () -> {
                new TreeSet<>(settings).forEach(name -> rest.add(name + "=" + setting(name)));
                return content();
            });
            ports.forEach(port -> rest.add(port + " " + Inside.of(port.namespace(), () -> link(port.link()))));
            return new Glance(content, rest.text());
        });
    }

    /// The state of a namespace's firewall.
    ///
    /// @return nothing if it cannot be told
    public Optional<FirewallState> firewall(Namespace namespace) {
        return asked(() -> Inside.of(namespace, () -> {
            try (var netlink = new Netlink(Kernel.NETLINK_NETFILTER)) {
                return netlink.firewall();
            }
        }));
    }

    private static <T> Optional<T> asked(Supplier<T> question) {
        try {
            return Optional.of(Inside.ask(question));
        } catch (RuntimeException e) {
            LOG.log(System.Logger.Level.DEBUG, "no glance", e);
            return Optional.empty();
        }
    }

    private static String content() {
        var digest = new Digest();
        try (var netlink = new Netlink(Kernel.NETLINK_ROUTE)) {
            netlink.links().forEach(link -> add(digest, link));
            netlink.addresses().forEach(address -> {
                digest.add(address.from(0).limit(Netlink.ADDRESS_HEADER));
                add(digest, address.attributes(Netlink.ADDRESS_HEADER), OF_AN_ADDRESS);
            });
            netlink.routes().stream()
                    .map(route -> route.from(0))
                    .filter(route -> Byte.toUnsignedInt(route.get(PROTOCOL)) != KernelRoute.LEARNED)
                    .forEach(digest::add);
            netlink.rules().forEach(rule -> digest.add(rule.from(0)));
        }
        return digest.text();
    }

    private static String link(String name) {
        var digest = new Digest();
        try (var netlink = new Netlink(Kernel.NETLINK_ROUTE)) {
            add(digest, netlink.link(name));
        }
        return digest.text();
    }

    private static void add(Digest digest, Netlink.Message link) {
        digest.add(link.from(0).limit(Netlink.LINK_HEADER));
        Map<Integer, ByteBuffer> attributes = link.attributes(Netlink.LINK_HEADER);
        add(digest, attributes, OF_A_LINK);
        Optional.ofNullable(attributes.get(KIND_AND_MORE))
                .ifPresent(nested -> add(digest, Netlink.attributes(nested), Set.of(KIND)));
    }

    private static void add(Digest digest, Map<Integer, ByteBuffer> attributes, Set<Integer> kinds) {
        attributes.forEach((kind, value) -> {
            if (kinds.contains(kind)) {
                digest.add(kind + ":" + value.remaining());
                digest.add(value.duplicate());
            }
        });
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
