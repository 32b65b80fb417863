package dev.causeway.agent.node;

import static dev.causeway.agent.World.OFFICE;
import static dev.causeway.agent.World.path;
import static dev.causeway.agent.World.route;
import static dev.causeway.agent.World.tunnel;
import static org.assertj.core.api.Assertions.assertThat;

import dev.causeway.agent.EchoRequests;
import dev.causeway.agent.host.KernelRoute;
import dev.causeway.agent.host.Namespace;
import dev.causeway.model.Prefix;
import dev.causeway.model.document.NodeDocument;
import dev.causeway.model.document.TunnelReport.State;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// The agent's routes beside those of other programs, and of agents of other versions.
class ForeignRoutesTest extends OnHost {

    /// What one enters who speaks OSPF.
    private static final int FOREIGN = 188;

    private final NodeDocument node = world.node(10, tunnel(1, OFFICE));

    @BeforeEach
    void connect() {
        want(world.internet(), world.vpc(route(OFFICE, path(node, 0, 0))), node);
        real.namespaces().batch(tunnels.customers(node.node()), List.of("address add 10.1.0.9/24 dev lo"));
        set(node, 0, State.UP);
        await().until(() -> routesTo(vpcSpace()).size() == 2);
    }

    @Test
    void whatARoutingDaemonHasEnteredSurvivesAndWhatIsStaleOfOursGoes() {
        Set<KernelRoute> ours = routes(nodeSpace(node));
        Set<KernelRoute> learned = Set.of(
                KernelRoute.onLink(Prefix.parse("10.8.0.0/16"), "tun1").by(FOREIGN),
                KernelRoute.unreachable(Prefix.parse("10.9.0.0/16")).by(FOREIGN));
        Set<KernelRoute> stale = Set.of(
                KernelRoute.onLink(Prefix.parse("10.8.1.0/24"), "tun1"),
                KernelRoute.onLink(Prefix.parse("10.8.2.0/24"), "tun1").by(KernelRoute.UNNAMED));
        enter("add", learned);
        enter("add", stale);
        reconcileAll();
        assertThat(routes(nodeSpace(node)))
                .containsAll(ours)
                .containsAll(learned)
                .doesNotContainAnyElementsOf(stale);
        assertThat(routes(nodeSpace(node))).hasSize(ours.size() + learned.size());
        ping(workload("web"), "10.1.0.9");
    }

    @Test
    void anEntryOfARoutingDaemonStaysThoughOursForTheSameNetworkComesAndGoes() {
        KernelRoute theirs = KernelRoute.onLink(OFFICE, "eip0").by(FOREIGN);
        set(node, 0, State.DOWN);
        await().until(() -> live(vpcSpace()).isEmpty());
        enter("add", Set.of(theirs));
        set(node, 0, State.UP);
        await().until(() -> routes(nodeSpace(node)).contains(KernelRoute.onLink(OFFICE, "tun1")));
        await().until(() -> !live(vpcSpace()).isEmpty());
        ping(workload("web"), "10.1.0.9");
        set(node, 0, State.DOWN);
        await().until(() -> !routes(nodeSpace(node)).contains(KernelRoute.onLink(OFFICE, "tun1")));
        assertThat(routes(nodeSpace(node))).contains(theirs);
    }

    @Test
    void routesOfAnAgentOfTheVersionBeforeAreTakenOverWithoutLoss() throws InterruptedException {
        Set<KernelRoute> ours = routes(nodeSpace(node));
        host.close();
        for (Namespace space : List.of(nodeSpace(node), vpcSpace(), workload("web"))) {
            real.namespaces()
                    .batch(
                            space,
                            routes(space).stream()
                                    .map(route -> "route replace " + route.by(KernelRoute.UNNAMED))
                                    .toList());
        }
        var lost = CompletableFuture.supplyAsync(() -> EchoRequests.lost(real, workload("web"), "10.1.0.9", 300, 0.01));
        Thread.sleep(200);
        tunnels.forget();
        reconcileAll();
        host.changed(node.key());
        assertThat(lost.join()).isZero();
        await().until(() -> routes(nodeSpace(node)).equals(ours));
        assertThat(routes(vpcSpace())).noneMatch(route -> route.protocol() == KernelRoute.UNNAMED);
        assertThat(routes(workload("web"))).noneMatch(route -> route.protocol() == KernelRoute.UNNAMED);
    }

    /// An agent of the version before says nothing of protocols when it enters and removes routes.
    @Test
    void anAgentOfTheVersionBeforeCanReplaceAndRemoveWhatThisOneHasEntered() {
        host.close();
        List<String> lines = new ArrayList<>();
        routes(nodeSpace(node)).stream()
                .filter(route -> route.destination().equals(OFFICE))
                .map(route -> route.toString().replace(" proto 202", ""))
                .forEach(route -> lines.addAll(List.of("route replace " + route, "route del " + route)));
        real.namespaces().batch(nodeSpace(node), lines);
        assertThat(routesTo(nodeSpace(node))).isEmpty();
        real.namespaces()
                .batch(
                        vpcSpace(),
                        routesTo(vpcSpace()).stream()
                                .map(route -> "route del " + route.toString().replace(" proto 202", ""))
                                .toList());
        assertThat(routesTo(vpcSpace())).isEmpty();
    }

    private void enter(String verb, Set<KernelRoute> routes) {
        real.namespaces()
                .batch(
                        nodeSpace(node),
                        routes.stream()
                                .map(route -> "route " + verb + " " + route)
                                .toList());
    }

    private Set<KernelRoute> routes(Namespace namespace) {
        return real.namespaces().view(namespace).routes().stream().collect(Collectors.toSet());
    }
}
