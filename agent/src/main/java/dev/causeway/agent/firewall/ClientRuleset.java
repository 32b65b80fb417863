package dev.causeway.agent.firewall;

import static dev.causeway.agent.firewall.Ruleset.FROM_INTERNET;
import static dev.causeway.agent.firewall.Ruleset.FROM_VPC;
import static dev.causeway.agent.firewall.Ruleset.TO_INTERNET;
import static dev.causeway.agent.firewall.Ruleset.TO_VPC;

import dev.causeway.agent.host.LinkNames;
import dev.causeway.model.Ipv4;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The rules of a node that is there for clients.
///
/// On the internet's side nothing passes but TCP of the server's port, what routers say of such packets, and
/// pings of the EIP. It is not tracked there: a flood of beginnings fills no table. Between clients and VPC
/// passes what [SessionTable] has marked, so that nothing does while its table is missing. To clients the node
/// says only that a packet was too long; none of its addresses is theirs to talk to, and neither is another
/// client. What there is most of comes first: what the server's clients send and are sent.
///
/// @param node what it lets pass
record ClientRuleset(FirewallConfig.ForClients node) {

    /// What a router sends back begins with the header of the packet that it did not pass on: 20 bytes, of TCP.
    private static final String OF_TCP = "icmp type @errors @th,64,8 0x45 @th,136,8 6";

    private static final String TO_CLIENTS = "oifname \"%s\"".formatted(LinkNames.CLIENTS);
    private static final String SEEN = "meta mark %d".formatted(SessionTable.MARK);

    String text() {
        return Stream.of(
                        "table inet %s {".formatted(Ruleset.TABLE),
                        "counter %s { }".formatted(Ruleset.SPOOFED),
                        "counter %s { }".formatted(Ruleset.REFUSED),
                        """
                        set errors {
                          type icmp_type
                          elements = { destination-unreachable, time-exceeded }
                        }""",
                        untracked(),
                        input(),
                        output(),
                        forward(),
                        "}\n")
                .collect(Collectors.joining("\n"));
    }

    private static String untracked() {
        return """
                chain untracked_in {
                  type filter hook prerouting priority raw; policy accept;
                  %s notrack
                }
                chain untracked_out {
                  type filter hook output priority raw; policy accept;
                  %s notrack
                }""".formatted(FROM_INTERNET, TO_INTERNET);
    }

    private String input() {
        return """
                chain input {
                  type filter hook input priority filter; policy drop;
                %s
                  iifname "lo" accept
                %s
                  %s ip daddr %s icmp type echo-request accept
                  counter name refused drop
                }""".formatted(
                        served("""
                                  %1$s ip daddr %2$s tcp dport %4$d accept
                                  %1$s ip daddr %2$s %3$s @th,160,32 0x%5$08x @th,224,16 %4$d accept""", FROM_INTERNET),
                        outside("  " + FROM_INTERNET + " ip daddr %s icmp type echo-request accept"),
                        FROM_VPC,
                        node.inside());
    }

    private String output() {
        return """
                chain output {
                  type filter hook output priority filter; policy drop;
                %1$s
                  oifname "lo" accept
                %2$s
                  %3$s icmp type echo-reply accept
                  %3$s icmp type @errors accept
                  %4$s icmp type destination-unreachable icmp code frag-needed accept
                  counter name refused drop
                }""".formatted(
                        served("  %1$s ip saddr %2$s tcp sport %4$d accept", TO_INTERNET),
                        outside("  " + TO_INTERNET + " ip saddr %s icmp type echo-reply accept"),
                        TO_VPC,
                        TO_CLIENTS);
    }

    /// Segments are as long as the way out allows, whatever the ends believe. Between which links something passes is
    /// the matter of who marks it.
    private static String forward() {
        return """
                chain forward {
                  type filter hook forward priority filter; policy drop;
                  tcp flags & (syn | rst) == syn tcp option maxseg size set rt mtu
                  %s accept
                  counter name refused drop
                }""".formatted(SEEN);
    }

    private String outside(String line) {
        return node.eip().map(line::formatted).orElse("");
    }

    private String served(String lines, String side) {
        Optional<Ipv4> eip = node.eip();
        return eip.isPresent() && node.port().isPresent()
                ? lines.formatted(
                        side, eip.get(), OF_TCP, node.port().get(), eip.get().bits())
                : "";
    }
}
