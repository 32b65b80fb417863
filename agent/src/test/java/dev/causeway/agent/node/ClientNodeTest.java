package dev.causeway.agent.node;

import static dev.causeway.agent.World.CLIENTS;
import static dev.causeway.agent.World.OFFICE;
import static dev.causeway.agent.World.path;
import static dev.causeway.agent.World.route;
import static dev.causeway.agent.World.tunnel;
import static org.assertj.core.api.Assertions.assertThat;

import dev.causeway.agent.World;
import dev.causeway.agent.host.KernelRoute;
import dev.causeway.agent.host.LinkNames;
import dev.causeway.agent.host.Namespace;
import dev.causeway.agent.host.Rule;
import dev.causeway.agent.openvpn.ObservedServer;
import dev.causeway.model.Ipv4;
import dev.causeway.model.Prefix;
import dev.causeway.model.document.Document;
import dev.causeway.model.document.NodeDocument;
import dev.causeway.model.document.NodeService;
import dev.causeway.model.document.ThingReport.Phase;
import dev.causeway.model.document.TunnelReport.State;
import dev.causeway.model.document.Uplink;
import dev.causeway.model.document.VpcDocument;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/// Nodes that are there for clients, on a host of real namespaces.
class ClientNodeTest extends OnHost {

    private static final Ipv4 CLIENT = Ipv4.parse("10.250.0.6");

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
    void routesFollowTheServerAndOutliveItsDaemon() {
        NodeDocument node = world.clientNode(10, Optional.of(World.server()));
        var vpc = world.vpc(route(CLIENTS, clientsOf(node)));
        want(world.internet(), vpc, node);
        assertThat(routes(nodeSpace(node))).containsExactly(KernelRoute.unreachable(CLIENTS));
        assertThat(routes(vpcSpace())).containsExactly(KernelRoute.unreachable(CLIENTS));

        set(node, ObservedServer.State.LISTENING);
        await().until(() -> routes(vpcSpace()).size() == 2);
        assertThat(routes(nodeSpace(node))).contains(KernelRoute.onLink(CLIENTS, "p2c0"));
        set(node, ObservedServer.State.APPLYING);
        host.changed(node.key());
        reconcileAll();
        assertThat(routes(nodeSpace(node))).contains(KernelRoute.onLink(CLIENTS, "p2c0"));
        assertThat(routes(vpcSpace())).hasSize(2);

        NodeDocument without = World.clientNode(node, node.uplink(), Optional.empty());
        want(world.internet(), vpc, without);
        await().until(() -> routes(nodeSpace(node)).isEmpty());
        await().until(() -> routes(vpcSpace()).equals(Set.of(KernelRoute.unreachable(CLIENTS))));
    }

    @Test
    void aClientReachesWorkloadsAndOnlyAnswersComeBack() {
        NodeDocument node = served(List.of(World.FRONT, World.BACK));
        assertUnreachable(clients.clients(node.node()), "192.168.1.100");
        sessions.policies(node.node(), Map.of("0a", List.of(World.BACK)));
        sessions.admit(node.node(), Map.of(CLIENT, "0a"));
        ping(clients.clients(node.node()), "192.168.1.100");
        assertUnreachable(clients.clients(node.node()), "192.168.0.100");
        assertUnreachable(workload("database"), CLIENT.toString());
        List.of("192.168.0.10", "203.0.113.10", "203.0.113.1")
                .forEach(address -> assertUnreachable(clients.clients(node.node()), address));
    }

    @Test
    void nothingOfAVpcOrAClientLeavesThoughAllRoutesLeadOut() {
        NodeDocument node = served(List.of(World.FRONT));
        sessions.policies(node.node(), Map.of("0a", List.of(Prefix.EVERYTHING)));
        sessions.admit(node.node(), Map.of(CLIENT, "0a"));
        Namespace internet = real.names().internet();
        real.namespaces()
                .batch(
                        internet,
                        List.of(
                                "address add 10.1.0.9/32 dev lo",
                                "route add 192.168.0.0/16 via 203.0.113.10",
                                "route add 10.250.0.0/16 via 203.0.113.10"));
        real.namespaces()
                .batch(
                        workload("web"),
                        List.of("route add 10.1.0.0/24 via "
                                + World.attachment(node).address()));
        real.namespaces().batch(clients.clients(node.node()), List.of("route add 10.1.0.0/24 dev tun0 src " + CLIENT));
        real.namespaces().batch(nodeSpace(node), List.of("route replace default via 203.0.113.1 dev eip0"));
        assertUnreachable(workload("web"), "10.1.0.9");
        assertUnreachable(clients.clients(node.node()), "10.1.0.9");
        for (String inside : List.of("192.168.0.100", CLIENT.toString())) {
            assertUnreachable(internet, inside, "-I", "10.1.0.9");
            assertUnreachable(internet, inside);
        }
        assertThat(firewall.refused(node.node()).get("refused")).isPositive();
    }

    /// Both sides name the other's network as one of their own.
    @Test
    void aClientReachesABranchBehindATunnelOfTheVpc() {
        NodeDocument branch = world.node(11, tunnel(1, OFFICE));
        NodeDocument toBranch = new NodeDocument(
                branch.node(),
                branch.gateway(),
                1,
                true,
                1,
                branch.uplink(),
                branch.attachment(),
                new NodeService.SiteToCloud(List.of(World.FRONT, CLIENTS), branch.tunnels()));
        NodeDocument node = served(List.of(World.FRONT, OFFICE), toBranch);
        real.namespaces().batch(tunnels.customers(toBranch.node()), List.of("address add 10.1.0.9/24 dev lo"));
        set(toBranch, 0, State.UP);
        await().until(() -> routesTo(vpcSpace()).size() == 2);
        sessions.policies(node.node(), Map.of("0a", List.of(OFFICE)));
        sessions.admit(node.node(), Map.of(CLIENT, "0a"));
        ping(clients.clients(node.node()), "10.1.0.9");
        // The tunnel takes less at once than the client knows, and the node in front of it says so.
        assertUnreachable(clients.clients(node.node()), "10.1.0.9", "-M", "do", "-s", "1450");
        assertThat(real.inside(clients.clients(node.node()), "ip", "route", "get", "10.1.0.9"))
                .contains("mtu 1400");
        assertUnreachable(tunnels.customers(toBranch.node()), CLIENT.toString(), "-I", "10.1.0.9");
    }

    /// A node with a server that listens, and the VPC's routes to its clients.
    private NodeDocument served(List<Prefix> localSubnets, NodeDocument... others) {
        NodeDocument node = world.clientNode(10, Optional.of(World.server(localSubnets)));
        List<VpcDocument.PeerRoute> routes = new ArrayList<>(List.of(route(CLIENTS, clientsOf(node))));
        List<Document> documents = new ArrayList<>(List.of(world.internet(), node));
        for (NodeDocument other : others) {
            routes.add(route(OFFICE, path(other, 0, 0)));
            documents.add(other);
        }
        documents.add(world.vpc(routes.toArray(VpcDocument.PeerRoute[]::new)));
        want(documents.toArray(Document[]::new));
        set(node, ObservedServer.State.LISTENING);
        await().until(() -> routes(vpcSpace()).size() == 2);
        return node;
    }

    private void set(NodeDocument node, ObservedServer.State state) {
        clients.set(node.node(), state);
        host.changed(node.key());
    }

    private Set<KernelRoute> routes(Namespace namespace) {
        return real.namespaces().view(namespace).routes().stream()
                .filter(route -> route.destination().equals(CLIENTS))
                .collect(Collectors.toSet());
    }

    private static VpcDocument.Path clientsOf(NodeDocument node) {
        return new VpcDocument.Path(
                new VpcDocument.Leading.Clients(),
                node.node(),
                World.attachment(node).address(),
                0);
    }

    @Test
    void itsEipIsHeldToWhatWasBought() {
        NodeDocument free = world.clientNode(10, Optional.empty());
        want(world.internet(), world.vpc(), free);
        assertThat(real.inside(nodeSpace(free), "tc", "qdisc", "show")).doesNotContain("htb");
        NodeDocument held = World.clientNode(free, bought(free, Optional.of(20)), Optional.empty());
        want(world.internet(), world.vpc(), held);
        assertThat(real.inside(nodeSpace(free), "tc", "class", "show", "dev", "eip0"))
                .contains("rate 20Mbit");
        String port = LinkNames.internetPort(free.node());
        assertThat(real.inside(real.names().internet(), "tc", "class", "show", "dev", port))
                .contains("rate 20Mbit");
        ping(real.names().internet(), "203.0.113.10");
        NodeDocument bare = World.clientNode(held, new Uplink.None(), Optional.empty());
        want(world.internet(), world.vpc(), bare);
        NodeDocument again = World.clientNode(bare, bought(free, Optional.of(30)), Optional.empty());
        want(world.internet(), world.vpc(), again);
        assertThat(real.inside(nodeSpace(free), "tc", "class", "show", "dev", "eip0"))
                .contains("rate 30Mbit");
        NodeDocument freeAgain = World.clientNode(again, bought(free, Optional.empty()), Optional.empty());
        want(world.internet(), world.vpc(), freeAgain);
        assertThat(real.inside(nodeSpace(free), "tc", "qdisc", "show")).doesNotContain("htb", "ingress");
        ping(real.names().internet(), "203.0.113.10");
    }

    private static Uplink bought(NodeDocument node, Optional<Integer> megabits) {
        return switch (node.uplink()) {
            case Uplink.Eip eip -> new Uplink.Eip(eip.address(), eip.segment(), eip.router(), megabits);
            case Uplink.None none -> none;
        };
    }

    @Test
    void leavesNothingBehind() {
        NodeDocument node = served(List.of(World.FRONT));
        host.want(List.of(node.withdrawn(), World.next(world.vpc(), false), World.next(world.internet())));
        await().until(() -> phase(node, Phase.ABSENT));
        await().until(() -> own().isEmpty());
        host.close();
        real.assertNothingRemains();
    }
}
