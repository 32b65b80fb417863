package dev.causeway.agent.node;

import static dev.causeway.agent.World.FRONT;
import static org.assertj.core.api.Assertions.assertThat;

import dev.causeway.agent.World;
import dev.causeway.agent.host.Namespace;
import dev.causeway.agent.host.NetworkLink;
import dev.causeway.agent.network.HostNetwork;
import dev.causeway.model.InterfaceAddress;
import dev.causeway.model.Prefix;
import dev.causeway.model.document.NodeDocument;
import dev.causeway.model.document.NodeService;
import dev.causeway.model.document.Speaker;
import dev.causeway.model.document.Steering;
import dev.causeway.model.document.ThingReport.Phase;
import dev.causeway.model.document.Tunnel;
import dev.causeway.model.document.TunnelReport.State;
import dev.causeway.model.document.VpcDocument;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// The two nodes of a gateway that speaks BGP.
class SiblingsTest extends OnHost {

    private static final Prefix BRANCHES = Prefix.parse("10.0.0.0/8");
    private static final Prefix OFFICE = Prefix.parse("10.1.0.0/24");

    private final Tunnel tunnel = World.tunnel(1, new Steering.Bgp(List.of(BRANCHES), 65001, false));
    private final Tunnel otherTunnel = World.tunnel(1, new Steering.Bgp(List.of(BRANCHES), 65001, false));
    private final NodeDocument bare = world.node(10, tunnel);
    private final NodeDocument otherBare = world.node(11, otherTunnel);
    private final NodeDocument node = speaking(bare, 1, tunnel, Optional.of(otherBare));
    private final NodeDocument other = speaking(otherBare, 2, otherTunnel, Optional.of(bare));

    private static NodeDocument speaking(NodeDocument bare, int index, Tunnel tunnel, Optional<NodeDocument> sibling) {
        return with(
                bare,
                true,
                new NodeService.SiteToCloud(
                        List.of(FRONT),
                        List.of(tunnel),
                        Optional.of(new Speaker(
                                64512,
                                index,
                                0,
                                sibling.map(there -> new Speaker.Sibling(there.node(), List.of(BRANCHES), List.of())))),
                        List.of()));
    }

    private static NodeDocument with(NodeDocument node, boolean wanted, NodeService service) {
        return new NodeDocument(
                node.node(),
                node.gateway(),
                node.generation() + 1,
                wanted,
                node.gatewayGeneration(),
                node.uplink(),
                node.attachment(),
                service);
    }

    private final VpcDocument vpc =
            world.vpc(new VpcDocument.PeerRoute(BRANCHES, List.of(path(bare, tunnel), path(otherBare, otherTunnel))));

    private static VpcDocument.Path path(NodeDocument node, Tunnel tunnel) {
        return new VpcDocument.Path(
                new VpcDocument.Leading.Learned(tunnel.connection()),
                node.node(),
                World.attachment(node).address(),
                0);
    }

    @BeforeEach
    void connect() {
        want(world.internet(), vpc, node, other);
        await().until(() -> isJoined(node, "100.64.0.1/30") && isJoined(other, "100.64.0.2/30"));
    }

    private boolean isJoined(NodeDocument one, String address) {
        return link(one)
                .filter(link -> link.up() && link.addresses().equals(Set.of(InterfaceAddress.parse(address))))
                .isPresent();
    }

    private Optional<NetworkLink> link(NodeDocument one) {
        return real.namespaces().view(nodeSpace(one)).link("ha0");
    }

    @Test
    void theLinkBetweenThemGoesWithEitherAndComesBackWithIt() {
        for (NodeDocument lost : List.of(node, other)) {
            real.namespaces().evict(nodeSpace(lost));
            await().until(() -> real.namespaces().exists(nodeSpace(node))
                    && real.namespaces().exists(nodeSpace(other))
                    && isJoined(node, "100.64.0.1/30")
                    && isJoined(other, "100.64.0.2/30"));
        }
        NodeDocument gone = with(other, false, other.service());
        host.want(List.of(world.internet(), vpc, node, gone));
        await().until(() -> phase(gone, Phase.ABSENT) && link(node).isEmpty());
        assertThat(real.namespaces().exists(nodeSpace(other))).isFalse();
        assertThat(routing.speaker(other.node())).isEmpty();
        NodeDocument back = with(gone, true, other.service());
        want(world.internet(), vpc, node, back);
        await().until(() -> isJoined(node, "100.64.0.1/30"));
        want(world.internet(), vpc, speaking(node, 1, tunnel, Optional.empty()), back);
        await().until(() -> link(node).isEmpty());
    }

    /// Each of them makes, and takes away, what is the other's as well.
    @Test
    void theLinkComesAndGoesWithoutFailureWhenBothChangeAtOnce() {
        var network = new HostNetwork(real.names(), real.namespaces());
        NodeDocument alone = speaking(node, 1, tunnel, Optional.empty());
        NodeDocument otherAlone = speaking(other, 2, otherTunnel, Optional.empty());
        for (int time = 0; time < 4; time++) {
            atOnce(network, alone, otherAlone);
            assertThat(link(node)).isEmpty();
            assertThat(link(other)).isEmpty();
            atOnce(network, node, other);
            assertThat(isJoined(node, "100.64.0.1/30") && isJoined(other, "100.64.0.2/30"))
                    .isTrue();
        }
    }

    private static void atOnce(HostNetwork network, NodeDocument... nodes) {
        CompletableFuture.allOf(Stream.of(nodes)
                        .map(each -> CompletableFuture.runAsync(() -> network.apply(Plans.node(each), List::of)))
                        .toArray(CompletableFuture[]::new))
                .join();
    }

    @Test
    void theVpcFollowsWhatEitherHasLearned() {
        for (NodeDocument each : List.of(node, other)) {
            set(each, 0, State.UP);
            routing.learn(each.node(), OFFICE, 1);
            host.changed(each.key());
        }
        await().until(() -> hops(OFFICE).equals(Set.of("192.168.0.10", "192.168.0.11")));
        routing.unlearn(node.node(), OFFICE, 1);
        host.changed(node.key());
        await().until(() -> hops(OFFICE).equals(Set.of("192.168.0.11")));
        set(other, 0, State.DOWN);
        await().until(() -> hops(OFFICE).isEmpty());
        await().until(() -> routing.told(other.node()).containsValue(false));
        assertThat(hops(BRANCHES)).isEmpty();
    }

    /// What a packet meets that comes to a node whose own tunnel has just been lost.
    @Test
    void aNodeWhoseOwnTunnelIsLostSendsByTheOtherNode() {
        Namespace customers = tunnels.customers(other.node());
        real.namespaces().batch(customers, List.of("address add 10.1.0.9/24 dev lo"));
        set(node, 0, State.UP);
        set(other, 0, State.UP);
        routing.learn(node.node(), OFFICE, 1);
        routing.learn(other.node(), OFFICE, 1);
        real.namespaces().batch(nodeSpace(node), List.of("route del 10.1.0.0/24 proto 186"));
        real.namespaces()
                .batch(nodeSpace(node), List.of("route add 10.1.0.0/24 via 100.64.0.2 dev ha0 proto 186 metric 20"));
        real.namespaces().batch(vpcSpace(), List.of("route add 10.1.0.9/32 via 192.168.0.10"));
        ping(workload("web"), "10.1.0.9");
    }

    private Set<String> hops(Prefix network) {
        return real.namespaces().view(vpcSpace()).routes().stream()
                .filter(route -> route.destination().equals(network))
                .flatMap(route -> route.hops().stream())
                .map(hop -> hop.via().orElseThrow().toString())
                .collect(Collectors.toSet());
    }
}
