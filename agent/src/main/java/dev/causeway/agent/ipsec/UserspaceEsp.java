package dev.causeway.agent.ipsec;

import dev.causeway.agent.host.LinkNames;
import dev.causeway.agent.host.Links;
import dev.causeway.agent.host.Namespace;
import dev.causeway.agent.ipsec.vici.Section;
import dev.causeway.model.InterfaceAddress;
import dev.causeway.model.Ipv4;
import dev.causeway.model.Prefix;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/// Encrypts in the daemon itself. The interface into which the daemon writes what it has decrypted is moved into
/// the node. In the worker a placeholder takes its place: the daemon wants one of that name for its policies, and
/// refuses to install one unless its namespace has an address inside the local selector.
final class UserspaceEsp implements Esp {

    private static final String INTERFACE = LinkNames.DAEMON;

    @Override
    public boolean isBare() {
        return false;
    }

    @Override
    public String plugins() {
        return "kernel-libipsec kernel-netlink";
    }

    @Override
    public String pluginSettings() {
        return """
                # no exclude route for the peer
                kernel-libipsec { allow_peer_ts = yes }
                # a mark that no packet carries, so that the routes of policies are never used
                kernel-netlink { fwmark = 0xdead }
                """;
    }

    @Override
    public Section childSettings(TunnelConfig tunnel) {
        return Section.EMPTY;
    }

    /// There were workers before there was anything to tell apart.
    @Override
    public String shape() {
        return "";
    }

    @Override
    public Set<String> links() {
        return Set.of(INTERFACE);
    }

    @Override
    public List<String> plug(TunnelConfig tunnel, Namespace node, String name) {
        Stream<String> move = Stream.of(
                "link set " + INTERFACE + " netns " + node + " name " + name,
                "tuntap add dev " + INTERFACE + " mode tun",
                "link set " + INTERFACE + " up");
        return Stream.concat(move, addresses(tunnel).map(UserspaceEsp::addition))
                .toList();
    }

    /// To give the placeholder an address once more would make kernel and daemon look for their routes anew under
    /// traffic.
    @Override
    public List<String> adjust(TunnelConfig tunnel, Namespace worker) {
        Set<InterfaceAddress> present = Links.addresses(worker, INTERFACE);
        return addresses(tunnel)
                .filter(address -> !present.contains(address))
                .map(UserspaceEsp::addition)
                .toList();
    }

    /// One in each network to which peers may narrow a selector.
    private static Stream<InterfaceAddress> addresses(TunnelConfig tunnel) {
        Stream<Ipv4> inside = tunnel.selection().sources().stream()
                .filter(prefix -> !prefix.equals(Prefix.EVERYTHING))
                .map(prefix -> prefix.length() > 30
                        ? prefix.network()
                        : prefix.network().plus(1));
        return Stream.concat(inside, Stream.of(tunnel.localAddress().address()))
                .distinct()
                .map(address -> new InterfaceAddress(address, Integer.SIZE));
    }

    private static String addition(InterfaceAddress address) {
        return "address add " + address + " dev " + INTERFACE;
    }
}
