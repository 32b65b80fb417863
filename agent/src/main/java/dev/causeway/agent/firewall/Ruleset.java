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
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The text of a node's table, as `nft` reads it.
///
/// Everything is refused but: IKE and ESP in UDP from a peer to its own worker, whole or in fragments, and what routers
/// say of packets to that peer that were too long for them; pings of the EIP, of the node's address in the VPC and of a
/// tunnel's address; and what lies between a connection's peer subnets and its local ones, through that connection's
/// tunnel. Nothing needs connection tracking: both directions are written down. What a worker sends does not pass the
/// node; the worker has rules of its own.
final class Ruleset {

    static final String TABLE = "causeway";

    /// Counts what came from a tunnel or a VPC with addresses that have no business there.
    static final String SPOOFED = "spoofed";

    /// Counts all else that was refused.
    static final String REFUSED = "refused";

    private static final Pattern CHAIN = Pattern.compile("(?m)^\\s*chain (\\w+) \\{");

    /// What fits into a tunnel of 1400 bytes behind the headers of IP and TCP.
    private static final int LARGEST_SEGMENT = 1360;

    /// A part of a UDP packet that is not its first.
    private static final String FRAGMENT = "ip protocol udp ip frag-off & 0x1fff != 0";

    /// A router could not pass a UDP packet on without cutting it.
    private static final String TOO_LONG = "icmp type destination-unreachable icmp code frag-needed @th,136,8 17";

    private final NodeDocument node;
    private final List<Tunnel> tunnels;

    private Ruleset(NodeDocument node) {
        this.node = node;
        this.tunnels = node.tunnels().stream()
                .sorted(Comparator.comparingInt(Tunnel::slot))
                .toList();
    }

    /// The table that the node shall have.
    static String of(NodeDocument node) {
        return new Ruleset(node).text();
    }

    /// The commands that bring a node to this table in one step, whatever table it has.
    ///
    /// The table and its chains stay, and only their rules are replaced: a chain of a table that is deleted may
    /// still be at its hook when it has no rules any more, and refuse what passes just then.
    ///
    /// @param table of [#of]
    /// @param present the names of the chains that are there
    static String replacement(String table, Set<String> present) {
        Set<String> wanted = chains(table);
        String deletions = present.stream()
                .filter(chain -> !wanted.contains(chain))
                .map(chain -> "add chain inet %1$s %2$s\ndelete chain inet %1$s %2$s\n".formatted(TABLE, chain))
                .collect(Collectors.joining());
        return "table inet %1$s\nflush table inet %1$s\n%2$s%3$s".formatted(TABLE, deletions, table);
    }

    /// The names of the chains in a table, of whatever author.
    static Set<String> chains(String table) {
        return CHAIN.matcher(table).results().map(match -> match.group(1)).collect(Collectors.toSet());
    }

    private String text() {
        return """
                table inet %1$s {
                  counter %2$s { }
                  counter %3$s { }
                %4$s
                }
                """.formatted(
                        TABLE,
                        SPOOFED,
                        REFUSED,
                        Stream.of(Stream.of(classify()), tunnels.stream().map(this::chains), ends())
                                .flatMap(part -> part)
                                .collect(Collectors.joining("\n")));
    }

    private Stream<String> ends() {
        return Stream.of(fromVpc(), fromInternet(), input(), output(), forward());
    }

    /// Which worker a packet is for is decided by who sent it, and what a router says by where the packet was on its
    /// way to. Only the first fragment of a packet has ports; the worker puts them together.
    private String classify() {
        return """
                chain mark_peers {
                %1$s
                }
                chain mark_destinations {
                %2$s
                }
                chain classify {
                  type filter hook prerouting priority mangle; policy accept;
                  iifname "eip0" ip daddr %3$s udp dport { 500, 4500 } jump mark_peers
                  iifname "eip0" ip daddr %3$s %4$s jump mark_peers
                  iifname "eip0" ip daddr %3$s %5$s jump mark_destinations
                }""".formatted(
                        lines(tunnels, tunnel -> "  ip saddr " + tunnel.peer() + mark(tunnel)),
                        lines(tunnels, tunnel -> "  " + wasFor(tunnel) + mark(tunnel)),
                        eip(),
                        FRAGMENT,
                        TOO_LONG);
    }

    private static String mark(Tunnel tunnel) {
        return " meta mark set " + tunnel.slot();
    }

    /// What a router sends back begins with the header of the packet that it did not pass on.
    private static String wasFor(Tunnel tunnel) {
        return "@th,192,32 0x%08x".formatted(tunnel.peer().bits());
    }

    private String chains(Tunnel tunnel) {
        return """
                chain to_u%1$d {
                  iifname "eip0" ip saddr %2$s ip daddr %3$s udp dport { 500, 4500 } accept
                  iifname "eip0" ip saddr %2$s ip daddr %3$s %9$s accept
                  iifname "eip0" ip daddr %3$s %10$s %11$s accept
                  counter name refused drop
                }
                chain to_peers%1$d {
                %4$s
                }
                chain from_peers%1$d {
                %5$s
                }
                chain to_tun%1$d {
                %6$s
                  counter name spoofed drop
                }
                chain from_tun%1$d {
                %7$s
                  counter name spoofed drop
                }
                chain in_tun%1$d {
                  ip daddr %8$s icmp type { echo-request, echo-reply } jump from_peers%1$d
                  counter name spoofed drop
                }
                chain out_tun%1$d {
                  icmp type { echo-request, echo-reply, destination-unreachable, time-exceeded } jump to_peers%1$d
                  counter name refused drop
                }""".formatted(
                        tunnel.slot(),
                        tunnel.peer(),
                        eip(),
                        each(everybodyBehind(tunnel), "  ip daddr %s accept"),
                        each(everybodyBehind(tunnel), "  ip saddr %s accept"),
                        outward(tunnel),
                        inward(tunnel),
                        tunnel.localAddress().address(),
                        FRAGMENT,
                        TOO_LONG,
                        wasFor(tunnel));
    }

    /// What the VPC may send through a tunnel.
    private String outward(Tunnel tunnel) {
        String source = "  iifname \"vpc0\" ip saddr %s ";
        return tunnel.policyRules().isEmpty()
                ? each(node.localSubnets(), source + "jump to_peers" + tunnel.slot())
                : pairs(tunnel, source + "ip daddr %s accept");
    }

    /// What may come out of a tunnel for the VPC.
    private String inward(Tunnel tunnel) {
        String destination = "  oifname \"vpc0\" ip daddr %s ";
        return tunnel.policyRules().isEmpty()
                ? each(node.localSubnets(), destination + "jump from_peers" + tunnel.slot())
                : pairs(tunnel, destination + "ip saddr %s accept");
    }

    /// One line for each pair of networks that may talk to each other by a rule of the tunnel.
    private static String pairs(Tunnel tunnel, String line) {
        return tunnel.policyRules().stream()
                .filter(rule -> !rule.destinations().isEmpty())
                .flatMap(rule -> withTunnelAddress(rule.destinations(), tunnel).stream()
                        .sorted()
                        .map(destination -> line.formatted(rule.source(), destination)))
                .collect(Collectors.joining("\n"));
    }

    private static String each(Collection<Prefix> prefixes, String line) {
        return lines(prefixes.stream().sorted().toList(), line::formatted);
    }

    /// Lines, and neither maps nor sets of prefixes: those of new rules are still empty when the rules begin to hold,
    /// and those of old ones empty before the rules have ceased to, each for some microseconds.
    private static <T> String lines(Collection<T> all, Function<T, String> line) {
        return all.stream().map(line).collect(Collectors.joining("\n"));
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

    private String fromVpc() {
        return """
                chain from_vpc {
                %s
                  counter name refused drop
                }""".formatted(jumps("oifname", "tun", "to_tun"));
    }

    private String fromInternet() {
        return """
                chain from_internet {
                %s
                  counter name refused drop
                }""".formatted(jumps("oifname", "u", "to_u"));
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
                }""".formatted(eip(), node.attachment().address(), jumps("iifname", "tun", "in_tun"));
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
                }""".formatted(eip(), jumps("oifname", "tun", "out_tun"));
    }

    private String forward() {
        return """
                chain forward {
                  type filter hook forward priority filter; policy drop;
                  tcp flags & (syn | rst) == syn tcp option maxseg size > %1$d tcp option maxseg size set %1$d
                  iifname "vpc0" goto from_vpc
                  iifname "eip0" goto from_internet
                %2$s
                  counter name refused drop
                }""".formatted(LARGEST_SEGMENT, jumps("iifname", "tun", "from_tun"));
    }

    private String jumps(String direction, String device, String chain) {
        return lines(
                tunnels,
                tunnel -> "  %1$s \"%2$s%4$d\" jump %3$s%4$d".formatted(direction, device, chain, tunnel.slot()));
    }

    private Ipv4 eip() {
        return node.publicAddress().address();
    }
}
