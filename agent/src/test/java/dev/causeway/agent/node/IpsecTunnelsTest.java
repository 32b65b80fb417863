package dev.causeway.agent.node;

import static org.assertj.core.api.Assertions.assertThat;

import dev.causeway.agent.World;
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
import org.junit.jupiter.api.Test;

/// What documents want, in the words of the driver.
class IpsecTunnelsTest {

    private static final PolicyRule RULE = new PolicyRule(World.FRONT, List.of(World.OFFICE));

    private final Tunnel routed = World.tunnel(1, World.OFFICE);
    private final Tunnel ruled = World.policyTunnel(2, RULE);
    private final NodeDocument node = new World().node(10, routed, ruled);

    @Test
    void aTunnelIsToldWhatItNeeds() {
        TunnelConfig config = IpsecTunnels.configs(node).getFirst();
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
    void aPolicyStaysOne() {
        assertThat(IpsecTunnels.configs(node).getLast().selection())
                .isEqualTo(new Selection.Rules(List.of(World.FRONT, World.BACK), List.of(RULE)));
    }

    /// Or each tunnel would be looked at again for each change of another.
    @Test
    void aTunnelIsToldTheSameWhateverElseChanges() {
        assertThat(IpsecTunnels.configs(World.next(node, true, routed)))
                .containsExactly(IpsecTunnels.configs(node).getFirst());
    }
}
