package dev.causeway.agent.firewall;

import static dev.causeway.agent.firewall.Ruleset.FROM_INTERNET;
import static dev.causeway.agent.firewall.Ruleset.FROM_VPC;
import static dev.causeway.agent.firewall.Ruleset.TO_VPC;

import dev.causeway.model.Ipv4;
import dev.causeway.model.PolicyRule;
import dev.causeway.model.Prefix;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/// The chains of one tunnel.
///
/// Their rules are lines of prefixes, and neither maps nor sets of them: those of new rules are still empty when the
/// rules begin to hold, and those of old ones empty before the rules have ceased to, each for some microseconds.
record PassageRules(Passage tunnel, Ipv4 eip) {

    String chains() {
        return towardsWorker() + "\n" + ofNetworks() + "\n" + ofTunnel();
    }

    private String towardsWorker() {
        return """
                chain to_u%1$s {
                  %8$s ip saddr %2$s ip daddr %3$s udp dport @ike accept
                  %8$s ip saddr %2$s ip daddr %3$s %4$s accept
                  %8$s ip daddr %3$s %5$s %6$s %7$s accept
                  %8$s ip daddr %3$s %9$s %6$s %7$s accept
                  counter name refused drop
                }""".formatted(
                        tunnel.slot(),
                        tunnel.peer(),
                        eip,
                        TunnelRuleset.FRAGMENT,
                        TunnelRuleset.TOO_LONG,
                        TunnelRuleset.DESTINATION,
                        wasFor(tunnel),
                        FROM_INTERNET,
                        TunnelRuleset.NO_WAY);
    }

    private String ofNetworks() {
        return """
                chain to_peers%1$s {
                %2$s
                }
                chain from_peers%1$s {
                %3$s
                }
                chain to_tun%1$s {
                %4$s
                  counter name spoofed drop
                }
                chain from_tun%1$s {
                %5$s
                %6$s
                  counter name spoofed drop
                }""".formatted(
                        tunnel.slot(),
                        each(withPeer(tunnel.networks()), "  ip daddr %s accept"),
                        each(withPeer(tunnel.networks()), "  ip saddr %s accept"),
                        outward(),
                        inward(),
                        SpokenRules.isHub(tunnel) ? each(tunnel.networks(), "  ip saddr %s goto between_hubs") : "");
    }

    private String ofTunnel() {
        return """
                chain in_tun%1$s {
                %2$s
                  ip daddr %3$s icmp type @echo jump from_peers%1$s
                  counter name spoofed drop
                }
                chain out_tun%1$s {
                %4$s
                  icmp type @echo jump to_peers%1$s
                  icmp type @errors jump to_peers%1$s
                  counter name refused drop
                }""".formatted(
                        tunnel.slot(),
                        speech(tunnel.peerAddress(), tunnel.localAddress()),
                        tunnel.localAddress(),
                        speech(tunnel.localAddress(), tunnel.peerAddress()));
    }

    private String speech(Ipv4 from, Ipv4 to) {
        return SpokenRules.isSpoken(tunnel) ? SpokenRules.speech("", from, to) : "";
    }

    /// The peer's address as it stands in what routers send back.
    static String wasFor(Passage tunnel) {
        return "0x%08x".formatted(tunnel.peer().bits());
    }

    /// What the VPC may send through the tunnel.
    private String outward() {
        String source = "  " + FROM_VPC + " ip saddr %s ";
        return switch (tunnel.allowed()) {
            case Passage.Everything(List<Prefix> local) -> each(local, source + "jump to_peers" + tunnel.slot());
            case Passage.Spoken spoken -> each(spoken.local(), source + "jump to_peers" + tunnel.slot());
            case Passage.Pairs(List<PolicyRule> rules) -> pairs(rules, source + "ip daddr %s accept");
        };
    }

    /// What may come out of the tunnel for the VPC.
    private String inward() {
        String destination = "  " + TO_VPC + " ip daddr %s ";
        return switch (tunnel.allowed()) {
            case Passage.Everything(List<Prefix> local) -> each(local, destination + "jump from_peers" + tunnel.slot());
            case Passage.Spoken spoken -> each(spoken.local(), destination + "jump from_peers" + tunnel.slot());
            case Passage.Pairs(List<PolicyRule> rules) -> pairs(rules, destination + "ip saddr %s accept");
        };
    }

    /// One line for each pair of networks that may talk to each other by a rule.
    private String pairs(List<PolicyRule> rules, String line) {
        return rules.stream()
                .filter(rule -> !rule.destinations().isEmpty())
                .flatMap(rule -> withPeer(rule.destinations()).stream()
                        .sorted()
                        .map(destination -> line.formatted(rule.source(), destination)))
                .collect(Collectors.joining("\n"));
    }

    static String each(Collection<Prefix> prefixes, String line) {
        return prefixes.stream().sorted().map(line::formatted).collect(Collectors.joining("\n"));
    }

    /// And the other end of the tunnel itself.
    private Set<Prefix> withPeer(Collection<Prefix> networks) {
        Set<Prefix> all = new HashSet<>(networks);
        all.add(new Prefix(tunnel.peerAddress(), Integer.SIZE));
        return all;
    }
}
