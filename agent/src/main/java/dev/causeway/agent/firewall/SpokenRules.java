package dev.causeway.agent.firewall;

import static dev.causeway.agent.firewall.PassageRules.each;

import dev.causeway.agent.host.SiblingLink;
import dev.causeway.model.Ipv4;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// What a node lets pass besides, because routes of some tunnels are learned: BGP and BFD at both kinds of
/// links; by the link to the other node of the gateway what that one's tunnels lead to; and between hubs
/// what one customer sends to another.
///
/// There may be hundreds of hubs, so nothing is written down for each pair of them: where a packet comes from is looked
/// at first, and where it goes after that.
record SpokenRules(List<Passage> tunnels, Optional<FirewallConfig.Sibling> sibling) {

    private static final String FROM_SIBLING = "iifname \"%s\"".formatted(SiblingLink.DEVICE);
    private static final String TO_SIBLING = "oifname \"%s\"".formatted(SiblingLink.DEVICE);

    /// No customer's network: the addresses of tunnels lie there.
    private static final String NO_LINKS = "  ip daddr 169.254.0.0/16 counter name refused drop";

    private boolean isNeeded() {
        return sibling.isPresent() || tunnels.stream().anyMatch(SpokenRules::isSpoken);
    }

    static boolean isSpoken(Passage tunnel) {
        return switch (tunnel.allowed()) {
            case Passage.Spoken _ -> true;
            case Passage.Everything _, Passage.Pairs _ -> false;
        };
    }

    static boolean isHub(Passage tunnel) {
        return switch (tunnel.allowed()) {
            case Passage.Spoken spoken -> spoken.hub();
            case Passage.Everything _, Passage.Pairs _ -> false;
        };
    }

    /// The lines that let two speak BGP with each other, and BFD over one hop, in one direction.
    static String speech(String links, Ipv4 from, Ipv4 to) {
        return Stream.of("tcp dport 179", "tcp sport 179", "udp dport 3784")
                .map(what -> "  %sip saddr %s ip daddr %s %s accept".formatted(links, from, to, what))
                .collect(Collectors.joining("\n"));
    }

    Stream<String> maps() {
        return isNeeded()
                ? Stream.of(
                        TunnelRuleset.jumps(
                                "spoken", "to_peers", tunnels.stream().filter(SpokenRules::isSpoken)),
                        TunnelRuleset.jumps("hubs", "to_peers", tunnels.stream().filter(SpokenRules::isHub)))
                : Stream.empty();
    }

    Stream<String> chains() {
        return isNeeded()
                ? Stream.concat(sibling.stream().map(SpokenRules::besides), Stream.of(hubs()))
                : Stream.empty();
    }

    private static String besides(FirewallConfig.Sibling other) {
        return """
                chain to_sibling_peers {
                %1$s
                }
                chain to_sibling_hubs {
                %2$s
                }
                chain to_sibling {
                %3$s
                  counter name spoofed drop
                }
                chain from_sibling {
                %4$s
                %5$s
                %6$s
                  counter name refused drop
                }""".formatted(
                        each(other.peers(), "  ip daddr %s accept"),
                        each(other.hubs(), "  ip daddr %s accept"),
                        each(other.inside(), "  ip saddr %s jump to_sibling_peers"),
                        each(other.inside(), "  ip saddr %s oifname vmap @spoken"),
                        NO_LINKS,
                        each(other.hubs(), "  ip saddr %s oifname vmap @hubs"));
    }

    private String hubs() {
        return """
                chain between_hubs {
                %s
                  oifname vmap @hubs
                %s
                  counter name refused drop
                }""".formatted(
                NO_LINKS,
                sibling.map(_ -> "  " + TO_SIBLING + " jump to_sibling_hubs").orElse(""));
    }

    String fromVpc() {
        return sibling.map(_ -> "  " + TO_SIBLING + " goto to_sibling").orElse("");
    }

    String input() {
        return sibling.map(other -> speech(FROM_SIBLING + " ", other.peer(), other.local()))
                .orElse("");
    }

    String output() {
        return sibling.map(other -> speech(TO_SIBLING + " ", other.local(), other.peer()))
                .orElse("");
    }

    String forward() {
        return sibling.map(_ -> "  " + FROM_SIBLING + " goto from_sibling").orElse("");
    }
}
