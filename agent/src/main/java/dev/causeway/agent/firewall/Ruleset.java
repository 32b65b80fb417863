package dev.causeway.agent.firewall;

import dev.causeway.model.Ipv4;
import dev.causeway.model.PolicyRule;
import dev.causeway.model.Prefix;
import dev.causeway.model.document.Attachment;
import dev.causeway.model.document.NodeDocument;
import dev.causeway.model.document.NodeService;
import dev.causeway.model.document.Steering;
import dev.causeway.model.document.Tunnel;
import dev.causeway.model.document.Uplink;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
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

    /// What fits into a tunnel of 1400 bytes behind the headers of IP and TCP.
    private static final int LARGEST_SEGMENT = 1360;

    /// A part of a UDP packet that is not its first.
    private static final String FRAGMENT = "ip protocol udp ip frag-off & 0x1fff != 0";

    /// A router could not pass a UDP packet on without cutting it.
    private static final String TOO_LONG = "icmp type destination-unreachable icmp code frag-needed @th,136,8 17";

    /// What a router sends back begins with the header of the packet that it did not pass on: where that was on its
    /// way to.
    private static final String DESTINATION = "@th,192,32";

    /// Named, since `nft` confuses those without a name when it tells what a change has added.
    private static final String SETS = """
            set ike {
              type inet_service
              elements = { 500, 4500 }
            }
            set echo {
              type icmp_type
              elements = { echo-request, echo-reply }
            }
            set errors {
              type icmp_type
              elements = { destination-unreachable, time-exceeded }
            }""";

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
        Table wanted = Table.parse(table);
        String deletions = present.stream()
                .filter(chain -> !wanted.chains().contains(chain))
                .map(chain -> "add chain inet %1$s %2$s\ndelete chain inet %1$s %2$s\n".formatted(TABLE, chain))
                .collect(Collectors.joining());
        return "table inet %1$s\n%2$sflush table inet %1$s\n%3$s%4$s"
                .formatted(TABLE, wanted.emptied(), deletions, table);
    }

    private String text() {
        return """
                table inet %1$s {
                  counter %2$s { }
                  counter %3$s { }
                %4$s
                %5$s
                }
                """.formatted(
                        TABLE,
                        SPOOFED,
                        REFUSED,
                        maps(),
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
                  meta mark set ip saddr map @peers
                }
                chain mark_destinations {
                  meta mark set %4$s map @destinations
                }
                chain classify {
                  type filter hook prerouting priority mangle; policy accept;
                  iifname "eip0" ip daddr %1$s udp dport @ike jump mark_peers
                  iifname "eip0" ip daddr %1$s %2$s jump mark_peers
                  iifname "eip0" ip daddr %1$s %3$s jump mark_destinations
                }""".formatted(eip(), FRAGMENT, TOO_LONG, DESTINATION);
    }

    private static String wasFor(Tunnel tunnel) {
        return "0x%08x".formatted(tunnel.peer().bits());
    }

    private String chains(Tunnel tunnel) {
        return """
                chain to_u%1$d {
                  iifname "eip0" ip saddr %2$s ip daddr %3$s udp dport @ike accept
                  iifname "eip0" ip saddr %2$s ip daddr %3$s %9$s accept
                  iifname "eip0" ip daddr %3$s %10$s %11$s %12$s accept
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
                  ip daddr %8$s icmp type @echo jump from_peers%1$d
                  counter name spoofed drop
                }
                chain out_tun%1$d {
                  icmp type @echo jump to_peers%1$d
                  icmp type @errors jump to_peers%1$d
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
                        DESTINATION,
                        wasFor(tunnel));
    }

    /// What the VPC may send through a tunnel.
    private String outward(Tunnel tunnel) {
        String source = "  iifname \"vpc0\" ip saddr %s ";
        return switch (tunnel.steering()) {
            case Steering.Static _ -> each(service().localSubnets(), source + "jump to_peers" + tunnel.slot());
            case Steering.Policy(List<PolicyRule> rules) -> pairs(tunnel, rules, source + "ip daddr %s accept");
        };
    }

    /// What may come out of a tunnel for the VPC.
    private String inward(Tunnel tunnel) {
        String destination = "  oifname \"vpc0\" ip daddr %s ";
        return switch (tunnel.steering()) {
            case Steering.Static _ -> each(service().localSubnets(), destination + "jump from_peers" + tunnel.slot());
            case Steering.Policy(List<PolicyRule> rules) -> pairs(tunnel, rules, destination + "ip saddr %s accept");
        };
    }

    /// One line for each pair of networks that may talk to each other by a rule of the tunnel.
    private static String pairs(Tunnel tunnel, List<PolicyRule> rules, String line) {
        return rules.stream()
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
        return withTunnelAddress(tunnel.steering().destinations(), tunnel);
    }

    private static Set<Prefix> withTunnelAddress(Collection<Prefix> networks, Tunnel tunnel) {
        Set<Prefix> all = new HashSet<>(networks);
        all.add(new Prefix(tunnel.peerAddress().address(), Integer.SIZE));
        return all;
    }

    private String fromVpc() {
        return """
                chain from_vpc {
                  oifname vmap @to_tun
                  counter name refused drop
                }""";
    }

    private String fromInternet() {
        return """
                chain from_internet {
                  oifname vmap @to_u
                  counter name refused drop
                }""";
    }

    private String input() {
        return """
                chain input {
                  type filter hook input priority filter; policy drop;
                  iifname "lo" accept
                  iifname "eip0" ip daddr %s icmp type echo-request accept
                  iifname "vpc0" ip daddr %s icmp type echo-request accept
                  iifname vmap @in_tun
                  counter name refused drop
                }""".formatted(eip(), inVpc());
    }

    private String output() {
        return """
                chain output {
                  type filter hook output priority filter; policy drop;
                  oifname "lo" accept
                  oifname "eip0" ip saddr %s icmp type echo-reply accept
                  oifname "vpc0" icmp type echo-reply accept
                  oifname "vpc0" icmp type @errors accept
                  oifname vmap @out_tun
                  counter name refused drop
                }""".formatted(eip());
    }

    private String forward() {
        return """
                chain forward {
                  type filter hook forward priority filter; policy drop;
                  tcp flags & (syn | rst) == syn tcp option maxseg size > %1$d tcp option maxseg size set %1$d
                  iifname "vpc0" goto from_vpc
                  iifname "eip0" goto from_internet
                  iifname vmap @from_tun
                  counter name refused drop
                }""".formatted(LARGEST_SEGMENT);
    }

    /// What belongs to a tunnel is found in maps, whose elements come and go one by one: what concerns all tunnels need
    /// not be written anew for one. All keys are single values: ranges would need other maps, see [#lines].
    private String maps() {
        return Stream.of(
                        SETS,
                        map("peers", "type ipv4_addr : mark", tunnel -> tunnel.peer() + " : " + tunnel.slot()),
                        map(
                                "destinations",
                                "typeof " + DESTINATION + " : meta mark",
                                tunnel -> wasFor(tunnel) + " : " + tunnel.slot()),
                        jumps("u", "to_u"),
                        jumps("tun", "to_tun"),
                        jumps("tun", "from_tun"),
                        jumps("tun", "in_tun"),
                        jumps("tun", "out_tun"))
                .collect(Collectors.joining("\n"));
    }

    private String jumps(String device, String chain) {
        return map(
                chain,
                "type ifname : verdict",
                tunnel -> "\"%1$s%3$d\" : jump %2$s%3$d".formatted(device, chain, tunnel.slot()));
    }

    private String map(String name, String type, Function<Tunnel, String> element) {
        // Of two for the same key the last one counts.
        Map<String, String> byKey = new LinkedHashMap<>();
        tunnels.stream().map(element).forEach(one -> byKey.put(Table.key(one), one));
        String elements = String.join(", ", byKey.values());
        return """
                map %s {
                  %s
                  %s
                }""".formatted(name, type, elements.isEmpty() ? "" : "elements = { " + elements + " }");
    }

    private Ipv4 eip() {
        return switch (node.uplink()) {
            case Uplink.Eip eip -> eip.address();
        };
    }

    private Ipv4 inVpc() {
        return switch (node.attachment()) {
            case Attachment.Vpc vpc -> vpc.address();
        };
    }

    private NodeService.SiteToCloud service() {
        return switch (node.service()) {
            case NodeService.SiteToCloud siteToCloud -> siteToCloud;
        };
    }
}
