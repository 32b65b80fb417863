package dev.causeway.agent.node;

import static dev.causeway.agent.World.OFFICE;
import static dev.causeway.agent.World.path;
import static dev.causeway.agent.World.route;
import static dev.causeway.agent.World.tunnel;
import static org.assertj.core.api.Assertions.assertThat;

import dev.causeway.agent.World;
import dev.causeway.agent.host.KernelRoute;
import dev.causeway.agent.host.Namespace;
import dev.causeway.model.Prefix;
import dev.causeway.model.document.Document;
import dev.causeway.model.document.NodeDocument;
import dev.causeway.model.document.TunnelReport.State;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// Where packets go on the host, and where not.
class HostTest extends OnHost {

    @Test
    void workloadsOfAVpcReachEachOtherAcrossSubnets() {
        want(world.vpc());
        ping(workload("web"), "192.168.1.100");
        ping(workload("database"), "192.168.0.100");
        ping(workload("web"), "192.168.0.1");
    }

    @Test
    void theEipAnswersFromTheInternetAndNothingElseDoes() {
        NodeDocument node = world.node(10, tunnel(1, OFFICE));
        want(world.internet(), world.vpc(), node);
        Namespace internet = real.names().internet();
        ping(internet, "203.0.113.10");
        // In clear, from the internet into the VPC, as if it came from the office.
        real.namespaces()
                .batch(
                        internet,
                        List.of("route add 192.168.0.0/24 via 203.0.113.10", "address add 10.1.0.9/32 dev lo"));
        assertUnreachable(internet, "192.168.0.100", "-I", "10.1.0.9");
        assertUnreachable(internet, "192.168.0.100");
        assertThat(firewall.refused(node.node()).get("refused")).isPositive();
    }

    @Test
    void aLinkOfANodeAnswersForItsOwnAddressAlone() {
        NodeDocument node = world.node(10, tunnel(1, OFFICE));
        want(world.internet(), world.vpc(), node);
        Namespace internet = real.names().internet();
        String inside = World.attachment(node).address().toString();
        real.namespaces().batch(internet, List.of("route add " + inside + "/32 dev inet0"));
        assertUnreachable(internet, inside);
        ping(internet, "203.0.113.10");
        assertThat(real.inside(internet, "ip", "neighbour", "show", "203.0.113.10"))
                .contains("lladdr");
        assertThat(real.inside(internet, "ip", "neighbour", "show", inside)).doesNotContain("lladdr");
    }

    @Test
    void nothingOfAVpcLeavesInClearThoughItsRoutesAreLost() {
        NodeDocument node = world.node(10, tunnel(1, OFFICE));
        want(world.internet(), world.vpc(), node);
        Namespace internet = real.names().internet();
        real.namespaces()
                .batch(
                        internet,
                        List.of("address add 10.1.0.9/32 dev lo", "route add 192.168.0.0/16 via 203.0.113.10"));
        // The worst that can happen to routes: all of them lead out.
        real.namespaces()
                .batch(
                        workload("web"),
                        List.of("route add 10.1.0.0/24 via "
                                + World.attachment(node).address()));
        real.namespaces().batch(nodeSpace(node), List.of("route replace 10.1.0.0/24 via 203.0.113.1 dev eip0"));
        assertUnreachable(workload("web"), "10.1.0.9");
        assertThat(firewall.refused(node.node()).get("refused")).isPositive();
    }

    @Test
    void routesFollowTheTunnel() {
        NodeDocument node = world.node(10, tunnel(1, OFFICE));
        var vpc = world.vpc(route(OFFICE, path(node, 0, 0)));
        want(world.internet(), vpc, node);
        assertThat(routesTo(nodeSpace(node))).containsExactly(KernelRoute.unreachable(OFFICE));
        assertThat(routesTo(vpcSpace())).containsExactly(KernelRoute.unreachable(OFFICE));
        real.namespaces().batch(tunnels.customers(node.node()), List.of("address add 10.1.0.9/24 dev lo"));
        assertUnreachable(workload("web"), "10.1.0.9");

        set(node, 0, State.UP);
        await().until(() -> routesTo(vpcSpace()).size() == 2);
        ping(workload("web"), "10.1.0.9");
        ping(workload("database"), "10.1.0.9");
        ping(tunnels.customers(node.node()), "192.168.1.100", "-I", "10.1.0.9");
        ping(tunnels.customers(node.node()), "169.254.70.5");

        set(node, 0, State.DOWN);
        await().until(() -> routesTo(nodeSpace(node)).equals(Set.of(KernelRoute.unreachable(OFFICE))));
        assertThat(routesTo(vpcSpace())).containsExactly(KernelRoute.unreachable(OFFICE));
    }

    @Test
    void routesFollowTheTunnelWhileManyNodesTakeLong() {
        NodeDocument node = world.node(10, tunnel(1, OFFICE));
        var vpc = world.vpc(route(OFFICE, path(node, 0, 0)));
        want(world.internet(), vpc, node);
        set(node, 0, State.UP);
        await().until(() -> live(vpcSpace()).equals(Set.of("192.168.0.10")));

        List<Document> all = new ArrayList<>(List.of(world.internet(), vpc, node));
        IntStream.range(20, 28).mapToObj(world::node).forEach(slow -> {
            tunnels.stick(slow.node());
            all.add(slow);
        });
        host.want(all);
        await().until(() -> tunnels.waiting() >= 6);
        set(node, 0, State.DOWN);
        await().until(() -> live(vpcSpace()).isEmpty());
        tunnels.release();
        want(all.toArray(Document[]::new));
    }

    @Test
    void dropsWhatAPeerSendsFromAForeignSource() {
        NodeDocument node = world.node(10, tunnel(1, OFFICE));
        want(world.internet(), world.vpc(route(OFFICE, path(node, 0, 0))), node);
        set(node, 0, State.UP);
        Namespace customers = tunnels.customers(node.node());
        real.namespaces().batch(customers, List.of("address add 10.2.0.9/32 dev lo"));
        await().until(() -> routesTo(vpcSpace()).size() == 2);
        assertUnreachable(customers, "192.168.0.100", "-I", "10.2.0.9");
        assertThat(firewall.refused(node.node()).get("spoofed")).isPositive();
    }

    @Test
    void sharesFlowsBetweenEqualNodesAndMovesThemWhenOneVanishes() {
        NodeDocument one = world.node(10, tunnel(1, OFFICE));
        NodeDocument other = world.node(11, tunnel(1, OFFICE));
        want(world.internet(), world.vpc(route(OFFICE, path(one, 0, 0), path(other, 0, 0))), one, other);
        set(one, 0, State.UP);
        set(other, 0, State.UP);
        await().until(() -> live(vpcSpace()).equals(Set.of("192.168.0.10", "192.168.0.11")));

        tunnels.set(one.tunnels().getFirst(), State.DOWN); // no event: only the vanishing is noticed
        real.namespaces().delete(nodeSpace(one));
        await().until(() -> live(vpcSpace()).equals(Set.of("192.168.0.11")));

        await().until(() -> real.namespaces().exists(nodeSpace(one)));
        set(one, 0, State.UP);
        await().until(() -> live(vpcSpace()).equals(Set.of("192.168.0.10", "192.168.0.11")));
    }

    @Test
    void usesThePathOfLowestRankThatIsUp() {
        NodeDocument master = world.node(10, tunnel(1, OFFICE));
        NodeDocument slave = world.node(11, tunnel(1, OFFICE));
        want(world.internet(), world.vpc(route(OFFICE, path(master, 0, 0), path(slave, 0, 1))), master, slave);
        set(slave, 0, State.UP);
        await().until(() -> live(vpcSpace()).equals(Set.of("192.168.0.11")));
        set(master, 0, State.UP);
        await().until(() -> live(vpcSpace()).equals(Set.of("192.168.0.10")));
        set(master, 0, State.DOWN);
        await().until(() -> live(vpcSpace()).equals(Set.of("192.168.0.11")));
    }

    @Test
    void routesIntoATunnelWhatItReachesThoughItIsNotUpAsAWhole() {
        Prefix shop = Prefix.parse("10.2.0.0/24");
        NodeDocument node = world.node(10, tunnel(1, OFFICE, shop));
        want(world.internet(), world.vpc(route(OFFICE, path(node, 0, 0)), route(shop, path(node, 0, 0))), node);
        tunnels.reach(node.tunnels().getFirst(), OFFICE);
        host.changed(node.key());
        await().until(() -> live(vpcSpace()).equals(Set.of("192.168.0.10")));
        assertThat(real.namespaces().view(nodeSpace(node)).routes())
                .contains(KernelRoute.onLink(OFFICE, "tun1"))
                .doesNotContain(KernelRoute.onLink(shop, "tun1"));
        assertThat(tunnels().findFirst().orElseThrow().state()).isEqualTo(State.DOWN);
        tunnels.reach(node.tunnels().getFirst());
        host.changed(node.key());
        await().until(() -> live(vpcSpace()).isEmpty());
    }

    @Test
    void letsATunnelAskItsPeerOnceTheFirewallLetsTheAnswerIn() {
        NodeDocument node = world.node(10, tunnel(1, OFFICE));
        want(world.internet(), world.vpc(), node);
        assertThat(tunnels.answering(node.node()))
                .containsExactly(node.tunnels().getFirst().peer());
        NodeDocument more = World.next(node, true, node.tunnels().getFirst(), tunnel(2, OFFICE));
        want(world.internet(), world.vpc(), more);
        assertThat(tunnels.answering(node.node())).hasSize(2);
    }
}
