package dev.causeway.agent.node;

import static org.assertj.core.api.Assertions.assertThat;

import dev.causeway.agent.World;
import dev.causeway.agent.firewall.FirewallConfig;
import dev.causeway.agent.firewall.Passage;
import dev.causeway.agent.host.Slot;
import dev.causeway.agent.ipsec.Credential;
import dev.causeway.agent.ipsec.Selection;
import dev.causeway.agent.ipsec.TunnelConfig;
import dev.causeway.model.Ipv4;
import dev.causeway.model.PolicyRule;
import dev.causeway.model.PreSharedKey;
import dev.causeway.model.document.NodeDocument;
import dev.causeway.model.document.Tunnel;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// What documents want, in the words of the drivers.
class NodePlanTest {

    private static final PolicyRule RULE = new PolicyRule(World.FRONT, List.of(World.OFFICE));

    private final Tunnel routed = World.tunnel(1, World.OFFICE);
    private final Tunnel ruled = World.policyTunnel(2, RULE);
    private final NodeDocument node = new World().node(10, routed, ruled);

    @Test
    void aTunnelIsToldWhatItNeeds() {
        TunnelConfig config = Plans.tunnels(node).getFirst();
        assertThat(config)
                .isEqualTo(new TunnelConfig(
                        node.node(),
                        routed.connection(),
                        routed.generation(),
                        new Slot(1),
                        new TunnelConfig.Outside(Ipv4.parse("203.0.113.10"), Ipv4.parse("203.0.113.1")),
                        routed.peer(),
                        new Credential.Secret(Optional.of(new PreSharedKey("secret"))),
                        routed.ike(),
                        routed.ipsec(),
                        routed.localAddress(),
                        new Selection.Networks(List.of(World.FRONT, World.BACK), List.of(World.OFFICE))));
    }

    @Test
    void theFirewallLetsPassWhatTheTunnelIsToCarry() {
        var config = (FirewallConfig.ForTunnels) Plans.firewall(node);
        assertThat(config.eip()).isEqualTo(Ipv4.parse("203.0.113.10"));
        assertThat(config.inside()).isEqualTo(Ipv4.parse("192.168.0.10"));
        assertThat(config.tunnels())
                .containsExactly(
                        new Passage(
                                new Slot(1),
                                routed.peer(),
                                routed.localAddress().address(),
                                routed.peerAddress().address(),
                                Set.of(World.OFFICE),
                                new Passage.Everything(List.of(World.FRONT, World.BACK))),
                        new Passage(
                                new Slot(2),
                                ruled.peer(),
                                ruled.localAddress().address(),
                                ruled.peerAddress().address(),
                                Set.of(World.OFFICE),
                                new Passage.Pairs(List.of(RULE))));
    }

    @Test
    void aPolicyStaysOne() {
        assertThat(Plans.tunnels(node).getLast().selection())
                .isEqualTo(new Selection.Rules(List.of(World.FRONT, World.BACK), List.of(RULE)));
    }

    /// Or each tunnel would be looked at again for each change of another.
    @Test
    void aTunnelIsToldTheSameWhateverElseChanges() {
        assertThat(Plans.tunnels(World.next(node, true, routed)))
                .containsExactly(Plans.tunnels(node).getFirst());
    }
}
