package dev.causeway.agent.firewall;

import static dev.causeway.agent.firewall.Ruleset.FROM_INTERNET;
import static dev.causeway.agent.firewall.Ruleset.FROM_VPC;
import static dev.causeway.agent.firewall.Ruleset.TO_INTERNET;
import static dev.causeway.agent.firewall.Ruleset.TO_VPC;

import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The rules of a node that is there for customer gateways.
///
/// Everything is refused but: IKE and ESP in UDP from a peer to its own worker, whole or in fragments, and what routers
/// say of packets to that peer that were too long for them or found no way; pings of the EIP, of the node's address in
/// the VPC and of a tunnel's address; and what lies between a connection's peer subnets and its local ones, through
/// that connection's tunnel; besides what [SpokenRules] names. Nothing needs connection tracking: both directions are
/// written down. What a worker sends does not pass the node; the worker has rules of its own.
final class TunnelRuleset {

    /// What fits into a tunnel of 1400 bytes behind the headers of IP and TCP.
    private static final int LARGEST_SEGMENT = 1360;

    /// A part of a UDP packet that is not its first.
    static final String FRAGMENT = "ip protocol udp ip frag-off & 0x1fff != 0";

    /// A router could not pass a UDP packet on without cutting it.
    static final String TOO_LONG = "icmp type destination-unreachable icmp code frag-needed @th,136,8 17";

    /// A router knows no way to where a UDP packet goes, or that nobody is there.
    static final String NO_WAY = "icmp type destination-unreachable icmp code < 2 @th,136,8 17";

    /// What a router sends back begins with the header of the packet that it did not pass on: where that was on its
    /// way to.
    static final String DESTINATION = "@th,192,32";

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

    private static final String VERDICTS = "type ifname : verdict";

    private final FirewallConfig.ForTunnels node;
    private final List<Passage> tunnels;
    private final SpokenRules spoken;

    TunnelRuleset(FirewallConfig.ForTunnels node) {
        this.node = node;
        this.tunnels = node.tunnels().stream()
                .sorted(Comparator.comparing(Passage::slot))
                .toList();
        this.spoken = new SpokenRules(tunnels, node.sibling());
    }

    String text() {
        return """
                table inet %1$s {
                  counter %2$s { }
                  counter %3$s { }
                %4$s
                %5$s
                }
                """.formatted(
                        Ruleset.TABLE,
                        Ruleset.SPOOFED,
                        Ruleset.REFUSED,
                        maps(),
                        Stream.of(
                                        Stream.of(classify()),
                                        tunnels.stream().map(tunnel -> new PassageRules(tunnel, node.eip()).chains()),
                                        spoken.chains(),
                                        ends())
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
                  %5$s ip daddr %1$s udp dport @ike jump mark_peers
                  %5$s ip daddr %1$s %2$s jump mark_peers
                  %5$s ip daddr %1$s %3$s jump mark_destinations
                  %5$s ip daddr %1$s %6$s jump mark_destinations
                }""".formatted(node.eip(), FRAGMENT, TOO_LONG, DESTINATION, FROM_INTERNET, NO_WAY);
    }

    private String fromVpc() {
        return """
                chain from_vpc {
                  oifname vmap @to_tun
                %s
                  counter name refused drop
                }""".formatted(spoken.fromVpc());
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
                  %1$s ip daddr %2$s icmp type echo-request accept
                  %3$s ip daddr %4$s icmp type echo-request accept
                  iifname vmap @in_tun
                %5$s
                %6$s
                  counter name refused drop
                }""".formatted(
                        FROM_INTERNET,
                        node.eip(),
                        FROM_VPC,
                        node.inside(),
                        asked("  %s ip daddr %s icmp type echo-reply ip saddr vmap @asked"
                                .formatted(FROM_INTERNET, node.eip())),
                        spoken.input());
    }

    private String output() {
        return """
                chain output {
                  type filter hook output priority filter; policy drop;
                  oifname "lo" accept
                  %1$s ip saddr %2$s icmp type echo-reply accept
                  %3$s icmp type echo-reply accept
                  %3$s icmp type @errors accept
                  oifname vmap @out_tun
                %4$s
                %5$s
                  counter name refused drop
                }""".formatted(
                        TO_INTERNET,
                        node.eip(),
                        TO_VPC,
                        asked("  %s ip saddr %s icmp type echo-request ip daddr vmap @asked"
                                .formatted(TO_INTERNET, node.eip())),
                        spoken.output());
    }

    private String asked(String line) {
        return node.asked().isEmpty() ? "" : line;
    }

    private String forward() {
        return """
                chain forward {
                  type filter hook forward priority filter; policy drop;
                  tcp flags & (syn | rst) == syn tcp option maxseg size > %1$d tcp option maxseg size set %1$d
                  %2$s goto from_vpc
                  %3$s goto from_internet
                  iifname vmap @from_tun
                %4$s
                  counter name refused drop
                }""".formatted(LARGEST_SEGMENT, FROM_VPC, FROM_INTERNET, spoken.forward());
    }

    /// What belongs to a tunnel is found in maps, whose elements come and go one by one: what concerns all tunnels need
    /// not be written anew for one. All keys are single values: ranges would need other maps, see [PassageRules].
    private String maps() {
        Stream<String> always = Stream.of(
                SETS,
                map(
                        "peers",
                        "type ipv4_addr : mark",
                        tunnels.stream()
                                .map(tunnel ->
                                        tunnel.peer() + " : " + tunnel.slot().mark())),
                map(
                        "destinations",
                        "typeof " + DESTINATION + " : meta mark",
                        tunnels.stream()
                                .map(tunnel -> PassageRules.wasFor(tunnel) + " : "
                                        + tunnel.slot().mark())),
                map(
                        "to_u",
                        VERDICTS,
                        tunnels.stream().map(tunnel -> jump(tunnel.slot().workerLink(), "to_u", tunnel))),
                jumps("to_tun", "to_tun", tunnels.stream()),
                jumps("from_tun", "from_tun", tunnels.stream()),
                jumps("in_tun", "in_tun", tunnels.stream()),
                jumps("out_tun", "out_tun", tunnels.stream()));
        Stream<String> asked = node.asked().isEmpty()
                ? Stream.empty()
                : Stream.of(map(
                        "asked",
                        "type ipv4_addr : verdict",
                        node.asked().stream().sorted().map(address -> address + " : accept")));
        return Stream.of(always, spoken.maps(), asked).flatMap(part -> part).collect(Collectors.joining("\n"));
    }

    /// A map from the links of tunnels to a chain of each.
    static String jumps(String name, String chain, Stream<Passage> tunnels) {
        return map(name, VERDICTS, tunnels.map(tunnel -> jump(tunnel.slot().device(), chain, tunnel)));
    }

    private static String jump(String link, String chain, Passage tunnel) {
        return "\"%s\" : jump %s%s".formatted(link, chain, tunnel.slot());
    }

    private static String map(String name, String type, Stream<String> all) {
        // Of two for the same key the last one counts.
        Map<String, String> byKey = new LinkedHashMap<>();
        all.forEach(one -> byKey.put(Table.key(one), one));
        String elements = String.join(", ", byKey.values());
        return """
                map %s {
                  %s
                  %s
                }""".formatted(name, type, elements.isEmpty() ? "" : "elements = { " + elements + " }");
    }
}
