package dev.causeway.agent.firewall;

import dev.causeway.model.Ipv4;
import dev.causeway.model.PolicyRule;
import dev.causeway.model.Prefix;
import dev.causeway.model.document.NodeDocument;
import dev.causeway.model.document.Tunnel;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The text of a node's table, as `nft` reads it.
///
/// Everything is refused but: IKE and ESP in UDP from a peer to its own worker; pings of the EIP, of the node's address
/// in the VPC and of a tunnel's address; and what lies between a connection's peer subnets and its local ones, through
/// that connection's tunnel. Nothing needs connection tracking: both directions are written down. What a worker sends
/// does not pass the node; the worker has rules of its own.
final class Ruleset {

    static final String TABLE = "causeway";

    /// Counts what came from a tunnel or a VPC with addresses that have no business there.
    static final String SPOOFED = "spoofed";

    /// Counts all else that was refused.
    static final String REFUSED = "refused";

    /// What fits into a tunnel of 1400 bytes behind the headers of IP and TCP.
    private static final int LARGEST_SEGMENT = 1360;

    private final NodeDocument node;
    private final List<Tunnel> tunnels;

    private Ruleset(NodeDocument node) {
        this.node = node;
        this.tunnels = node.tunnels().stream()
                .sorted(Comparator.comparingInt(Tunnel::slot))
                .toList();
    }

    /// The commands that replace the node's table in one step, whether there is one or not.
    static String of(NodeDocument node) {
        return new Ruleset(node).text();
    }

    private String text() {
        return """
                table inet %1$s
                delete table inet %1$s
                table inet %1$s {
                  counter %2$s { }
                  counter %3$s { }
                %4$s
                }
                """.formatted(
                TABLE,
                SPOOFED,
                REFUSED,
                Stream.of(Stream.of(peers(), classify()), tunnels.stream().map(this::chains), ends())
                        .flatMap(part -> part)
                        .collect(Collectors.joining("\n")));
    }

    private Stream<String> ends() {
        return Stream.of(input(), output(), forward());
    }

    private String peers() {
        return "map peers { type ipv4_addr : mark; %s}"
                .formatted(elements(tunnels, tunnel -> tunnel.peer() + " : " + tunnel.slot()));
    }

    /// Which worker a packet is for is decided by who sent it.
    private String classify() {
        return """
                chain classify {
                  type filter hook prerouting priority mangle; policy accept;
                  iifname "eip0" ip daddr %s udp dport { 500, 4500 } meta mark set ip saddr map @peers
                }""".formatted(eip());
    }

    private String chains(Tunnel tunnel) {
        int slot = tunnel.slot();
        return """
                chain to_u%1$d {
                  iifname "eip0" ip saddr %2$s ip daddr %3$s udp dport { 500, 4500 } accept
                  counter name refused drop
                }
                chain to_tun%1$d {
                %4$s
                  counter name spoofed drop
                }
                chain from_tun%1$d {
                %5$s
                  counter name spoofed drop
                }
                chain in_tun%1$d {
                  ip saddr %6$s ip daddr %7$s icmp type { echo-request, echo-reply } accept
                  counter name spoofed drop
                }
                chain out_tun%1$d {
                  ip daddr %6$s icmp type { echo-request, echo-reply, destination-unreachable, time-exceeded } accept
                  counter name refused drop
                }""".formatted(
                        slot,
                        tunnel.peer(),
                        eip(),
                        pairs(tunnel, "  iifname \"vpc0\" ip saddr %1$s ip daddr %2$s accept"),
                        pairs(tunnel, "  oifname \"vpc0\" ip saddr %2$s ip daddr %1$s accept"),
                        set(everybodyBehind(tunnel)),
                        tunnel.localAddress().address());
    }

    /// One line for each pair of networks that may talk to each other through a tunnel.
    private String pairs(Tunnel tunnel, String line) {
        if (tunnel.policyRules().isEmpty()) {
            return node.localSubnets().isEmpty()
                    ? ""
                    : line.formatted(set(node.localSubnets()), set(everybodyBehind(tunnel)));
        }
        return tunnel.policyRules().stream()
                .filter(rule -> !rule.destinations().isEmpty())
                .map(rule -> line.formatted(rule.source(), set(withTunnelAddress(rule.destinations(), tunnel))))
                .collect(Collectors.joining("\n"));
    }

    private static Set<Prefix> everybodyBehind(Tunnel tunnel) {
        Set<Prefix> peers = withTunnelAddress(tunnel.peerSubnets(), tunnel);
        tunnel.policyRules().stream().map(PolicyRule::destinations).forEach(peers::addAll);
        return peers;
    }

    private static Set<Prefix> withTunnelAddress(Collection<Prefix> networks, Tunnel tunnel) {
        Set<Prefix> all = new HashSet<>(networks);
        all.add(new Prefix(tunnel.peerAddress().address(), Integer.SIZE));
        return all;
    }

    private String input() {
        return """
                chain input {
                  type filter hook input priority filter; policy drop;
                  iifname "lo" accept
                  iifname "eip0" ip daddr %s icmp type echo-request accept
                  iifname "vpc0" ip daddr %s icmp type echo-request accept
                  %s
                  counter name refused drop
                }""".formatted(eip(), node.attachment().address(), byLink("iifname", jumps("tun", "in_tun")));
    }

    private String output() {
        return """
                chain output {
                  type filter hook output priority filter; policy drop;
                  oifname "lo" accept
                  oifname "eip0" ip saddr %s icmp type echo-reply accept
                  oifname "vpc0" icmp type { echo-reply, destination-unreachable, time-exceeded } accept
                  %s
                  counter name refused drop
                }""".formatted(eip(), byLink("oifname", jumps("tun", "out_tun")));
    }

    private String forward() {
        return """
                chain forward {
                  type filter hook forward priority filter; policy drop;
                  tcp flags & (syn | rst) == syn tcp option maxseg size > %1$d tcp option maxseg size set %1$d
                  %2$s
                  %3$s
                  counter name refused drop
                }""".formatted(
                        LARGEST_SEGMENT,
                        byLink("iifname", jumps("tun", "from_tun")),
                        byLink("oifname", Stream.concat(jumps("tun", "to_tun"), jumps("u", "to_u"))));
    }

    /// One look-up for all tunnels, however many there are.
    private static String byLink(String direction, Stream<String> jumps) {
        String all = jumps.collect(Collectors.joining(", "));
        return all.isEmpty() ? "" : direction + " vmap { " + all + " }";
    }

    private Stream<String> jumps(String device, String chain) {
        return tunnels.stream().map(tunnel -> "\"%1$s%2$d\" : jump %3$s%2$d".formatted(device, tunnel.slot(), chain));
    }

    private static String elements(List<Tunnel> tunnels, Function<Tunnel, String> element) {
        return tunnels.isEmpty()
                ? ""
                : tunnels.stream().map(element).collect(Collectors.joining(", ", "elements = { ", " } "));
    }

    private static String set(Collection<Prefix> prefixes) {
        return prefixes.stream().sorted().map(Prefix::toString).collect(Collectors.joining(", ", "{ ", " }"));
    }

    private Ipv4 eip() {
        return node.publicAddress().address();
    }
}
