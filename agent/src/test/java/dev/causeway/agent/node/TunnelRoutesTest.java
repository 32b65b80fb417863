package dev.causeway.agent.node;

import static dev.causeway.agent.World.OFFICE;
import static dev.causeway.agent.World.tunnel;
import static org.assertj.core.api.Assertions.assertThat;

import dev.causeway.agent.RealHost;
import dev.causeway.agent.World;
import dev.causeway.agent.network.ExitId;
import dev.causeway.agent.network.HostNetwork;
import dev.causeway.model.document.NodeDocument;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class TunnelRoutesTest {

    private final RealHost host = new RealHost();
    private final TunnelRoutes routes = new TunnelRoutes(
            new HostNetwork(host.names(), host.namespaces()),
            new Services(
                    host.names(),
                    new FakeTunnels(host),
                    new NoRouting(),
                    new NoProbes(),
                    NoDrains.drains(),
                    new FakeClients(host))::of,
            () -> Wanted.NOTHING_KNOWN);

    @Test
    void remembersNothingOfWhatNoDocumentMentions() {
        World world = new World();
        NodeDocument stays = world.node(10, tunnel(1, OFFICE));
        NodeDocument goes = world.node(11, tunnel(1, OFFICE));
        routes.lost(stays.node());
        routes.lost(goes.node());
        assertThat(routes.lack(goes, exit(goes))).isTrue();
        routes.keepOnly(Wanted.of(List.of(world.internet(), world.vpc(), stays), Set.of()));
        assertThat(routes.lack(stays, exit(stays))).isTrue();
        assertThat(routes.lack(goes, exit(goes))).isFalse();
    }

    private static ExitId exit(NodeDocument node) {
        return Plans.exit(node.tunnels().getFirst());
    }
}
