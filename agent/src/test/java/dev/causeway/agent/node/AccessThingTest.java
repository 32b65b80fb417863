package dev.causeway.agent.node;

import static dev.causeway.agent.World.tunnel;
import static org.assertj.core.api.Assertions.assertThat;

import dev.causeway.agent.World;
import dev.causeway.agent.openvpn.AccessConfig;
import dev.causeway.agent.openvpn.AccessConfig.Admission;
import dev.causeway.model.Prefix;
import dev.causeway.model.document.AccessDocument;
import dev.causeway.model.document.ClientServer;
import dev.causeway.model.document.Document;
import dev.causeway.model.document.NodeDocument;
import dev.causeway.model.document.ThingReport.Phase;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// Who may connect, as documents say it and as the driver of servers hears it.
class AccessThingTest extends OnHost {

    private final ClientServer server = World.server();
    private final NodeDocument node = world.clientNode(10, Optional.of(server));

    @Test
    void isToldWhateverTheNodeIsDoing() {
        AccessDocument first = World.access(node, server.server(), 1, World.FRONT);
        List<Document> all = new ArrayList<>(List.of(world.internet(), world.vpc(), node, first));
        want(all.toArray(Document[]::new));
        assertThat(reach()).containsExactly(World.FRONT);
        IntStream.range(20, 28)
                .mapToObj(host -> world.node(host, tunnel(1, World.OFFICE)))
                .forEach(slow -> {
                    tunnels.stick(slow.node());
                    all.add(slow);
                });
        host.want(all);
        await().until(() -> tunnels.waiting() >= 6);
        int visits = clients.visits(node.node());

        AccessDocument next = World.access(node, server.server(), 2, World.BACK);
        all.set(3, next);
        host.want(all);
        await().until(() -> phase(next, Phase.APPLIED) && report(next).generation() == 2);
        assertThat(reach()).containsExactly(World.BACK);
        assertThat(clients.visits(node.node())).isEqualTo(visits);
        tunnels.release();
        want(all.toArray(Document[]::new));
    }

    @Test
    void isToldAgainWhenTheNodeHadToBeMadeAgain() {
        AccessDocument access = World.access(node, server.server(), 1, World.FRONT);
        want(world.internet(), world.vpc(), node, access);
        clients.forget();
        real.namespaces().delete(nodeSpace(node));
        await().until(() -> clients.access(server.server()).isPresent());
        await().until(() -> real.namespaces().exists(nodeSpace(node)));
        assertThat(reach()).containsExactly(World.FRONT);
    }

    @Test
    void aWithdrawnOneLetsNobodyIn() {
        AccessDocument access = World.access(node, server.server(), 1, World.FRONT);
        want(world.internet(), world.vpc(), node, access);
        host.want(List.of(world.internet(), world.vpc(), node, access.withdrawn()));
        await().until(() -> phase(access, Phase.ABSENT));
        assertThat(clients.access(server.server())).contains(AccessConfig.closed(server.server(), node.node()));
    }

    private List<Prefix> reach() {
        return switch (clients.access(server.server()).orElseThrow().admission()) {
            case Admission.OfUsers users ->
                users.destinations().values().stream().findFirst().orElseThrow();
            case Admission.OfHolders _ -> throw new AssertionError("there are users");
        };
    }
}
