package dev.causeway.agent.node;

import static org.assertj.core.api.Assertions.assertThat;

import dev.causeway.agent.World;
import dev.causeway.agent.host.KernelRoute;
import dev.causeway.agent.host.Rule;
import dev.causeway.model.Ipv4;
import dev.causeway.model.document.NodeDocument;
import dev.causeway.model.document.ThingReport.Phase;
import dev.causeway.model.document.Uplink;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// Nodes that are there for clients, on a host of real namespaces.
class ClientNodeTest extends OnHost {

    @Test
    void isThereWithoutAnEipAndWithoutAnInternet() {
        NodeDocument node =
                World.clientNode(world.clientNode(10, Optional.empty()), new Uplink.None(), Optional.empty());
        want(world.vpc(), node);
        ping(workload("web"), "192.168.0.10");
        assertThat(real.namespaces().exists(real.names().internet())).isFalse();
        var view = real.namespaces().view(nodeSpace(node));
        assertThat(view.links()).containsKey("vpc0").doesNotContainKey("eip0");
        assertThat(view.routes()).isEmpty();
    }

    @Test
    void getsAndLosesItsEip() {
        NodeDocument bound = world.clientNode(10, Optional.empty());
        NodeDocument bare = World.clientNode(bound, new Uplink.None(), Optional.empty());
        NodeDocument again = World.clientNode(bare, bound.uplink(), Optional.empty());
        want(world.internet(), world.vpc(), bound);
        ping(real.names().internet(), "203.0.113.10");
        want(world.internet(), world.vpc(), bare);
        assertUnreachable(real.names().internet(), "203.0.113.10");
        var view = real.namespaces().view(nodeSpace(bound));
        assertThat(view.links()).doesNotContainKey("eip0");
        assertThat(view.rules()).noneMatch(rule -> rule.source().isPresent());
        ping(workload("web"), "192.168.0.10");
        want(world.internet(), world.vpc(), again);
        ping(real.names().internet(), "203.0.113.10");
        assertThat(real.namespaces().view(nodeSpace(bound)).rules())
                .contains(Rule.from(110, Ipv4.parse("203.0.113.10"), 1000));
        assertThat(real.namespaces().view(nodeSpace(bound)).routes().stream().map(KernelRoute::table))
                .containsExactly(1000);
    }

    @Test
    void leavesNothingBehind() {
        NodeDocument node = world.clientNode(10, Optional.empty());
        want(world.internet(), world.vpc(), node);
        host.want(List.of(node.withdrawn(), World.next(world.vpc(), false), World.next(world.internet())));
        await().until(() -> phase(node, Phase.ABSENT));
        await().until(() -> own().isEmpty());
        host.close();
        real.assertNothingRemains();
    }
}
