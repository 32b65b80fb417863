package dev.causeway.agent.node;

import static dev.causeway.agent.World.OFFICE;
import static dev.causeway.agent.World.next;
import static dev.causeway.agent.World.path;
import static dev.causeway.agent.World.route;
import static dev.causeway.agent.World.tunnel;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.causeway.agent.EchoRequests;
import dev.causeway.agent.host.KernelRoute;
import dev.causeway.agent.host.Namespace;
import dev.causeway.agent.host.Namespaces;
import dev.causeway.agent.network.Exit;
import dev.causeway.agent.network.ExitStates;
import dev.causeway.agent.network.HostNetwork;
import dev.causeway.agent.process.Command;
import dev.causeway.model.ConnectionId;
import dev.causeway.model.document.Document;
import dev.causeway.model.document.NodeDocument;
import dev.causeway.model.document.ThingReport.Phase;
import dev.causeway.model.document.TunnelReport.State;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// What the host repairs, keeps and removes.
class HostKeepsTest extends OnHost {

    @Test
    void repairsWhatWasChangedByHand() {
        NodeDocument node = world.node(10, tunnel(1, OFFICE));
        want(world.internet(), world.vpc(), node);
        Namespaces namespaces = real.namespaces();
        Namespace space = nodeSpace(node);
        var before = namespaces.view(space);
        namespaces.batch(
                space,
                List.of(
                        "address del 203.0.113.10/24 dev eip0",
                        "route del unreachable 10.1.0.0/24 metric " + KernelRoute.LAST_RESORT,
                        "route add 172.16.0.0/12 dev vpc0",
                        "rule add pref 0 lookup local",
                        "link set vpc0 down"));
        real.inside(space, "nft", "delete", "table", "inet", "causeway");
        namespaces.set(space, Map.of("net.ipv4.ip_forward", "0"));
        reconcileAll();
        assertThat(namespaces.view(space)).isEqualTo(before);
        assertThat(real.inside(space, "nft", "list", "tables")).contains("causeway");
        assertThat(namespaces.settings(space, List.of("net.ipv4.ip_forward"))).containsValue("1");
        ping(real.names().internet(), "203.0.113.10");
    }

    @Test
    void bridgesAskNoRulesForIpAboutWhatTheyCarry() {
        List<String> settings = Stream.of("iptables", "ip6tables", "arptables")
                .map(rules -> "net.bridge.bridge-nf-call-" + rules)
                .toList();
        assumeThat(settings).allMatch(real.namespaces()::knows, "br_netfilter is loaded");
        want(world.internet(), world.vpc());
        for (Namespace space : List.of(real.names().internet(), vpcSpace())) {
            assertThat(real.namespaces().settings(space, settings).values()).containsOnly("0");
            real.namespaces().set(space, Map.of(settings.getFirst(), "1"));
            reconcileAll();
            assertThat(real.namespaces().settings(space, settings).values()).containsOnly("0");
        }
    }

    @Test
    void losesNoPacketWhenTheAgentIsStartedAgain() throws InterruptedException {
        NodeDocument node = world.node(10, tunnel(1, OFFICE));
        want(world.internet(), world.vpc(route(OFFICE, path(node, 0, 0))), node);
        real.namespaces().batch(tunnels.customers(node.node()), List.of("address add 10.1.0.9/24 dev lo"));
        set(node, 0, State.UP);
        await().until(() -> routesTo(vpcSpace()).size() == 2);
        var lost = CompletableFuture.supplyAsync(() -> EchoRequests.lost(real, workload("web"), "10.1.0.9", 300, 0.01));
        Thread.sleep(200);
        host.close();
        tunnels.forget();
        host = newHost();
        host.start();
        want(lastWanted.toArray(Document[]::new));
        host.changed(node.key());
        assertThat(lost.join()).isZero();
        assertThat(live(vpcSpace())).containsExactly("192.168.0.10");
    }

    @Test
    void realisesOneNodeAfterTheOther() {
        for (int i = 0; i < 3; i++) {
            want(world.internet(), world.vpc(), world.node(20 + i, tunnel(1, OFFICE)));
        }
    }

    @Test
    void changesNothingTheSecondTime() {
        NodeDocument node = world.node(10, tunnel(1, OFFICE));
        want(world.internet(), world.vpc(route(OFFICE, path(node, 0, 0))), node);
        List<String> changes = new CopyOnWriteArrayList<>();
        var watching = new WatchedCommands(real.commands(), changes);
        var namespaces = new Namespaces(watching);
        var network = new HostNetwork(real.names(), namespaces);
        network.apply(Plans.internet(world.internet()));
        network.apply(Plans.vpc(world.vpc(route(OFFICE, path(node, 0, 0)))), () -> ExitStates.ALL_DOWN);
        network.apply(Plans.node(node), () -> Plans.exits(node, Exit.State.DOWN));
        assertThat(changes).isEmpty();
        assertThat(firewall.apply(Plans.firewall(node))).isFalse();
    }

    @Test
    void removesWhatIsNotWantedAnyMore() {
        NodeDocument node = world.node(10, tunnel(1, OFFICE));
        var vpc = world.vpc(route(OFFICE, path(node, 0, 0)));
        want(world.internet(), vpc, node);
        host.want(List.of(world.internet(), vpc, next(node, false)));
        await().until(() -> phase(node, Phase.ABSENT));
        assertThat(real.namespaces().list()).doesNotContain(nodeSpace(node));
        host.want(List.of(next(world.internet()), next(vpc, false)));
        await().until(() -> real.namespaces().list().stream().noneMatch(real.names()::owns));
        real.assertNothingRemains();
    }

    @Test
    void whatNoDocumentMentionsStaysUntilTheOperatorGivesItUp() {
        NodeDocument node = world.node(10, tunnel(1, OFFICE));
        want(world.internet(), world.vpc(), node);
        Namespace worker = real.names().worker(node.tunnels().getFirst().connection());
        real.namespaces().create(worker);
        List<Namespace> before = own();
        want(world.internet());
        await().until(() -> host.concerns().size() == before.size() - 1);
        restart();
        want(world.internet());
        await().until(() -> host.concerns().size() == before.size() - 1);
        assertThat(own()).containsExactlyInAnyOrderElementsOf(before);
        assertThat(host.concerns())
                .anyMatch(concern -> concern.startsWith(nodeSpace(node).name() + ": "));

        host.want(List.of(world.internet()), Set.of(), true);
        await().until(() -> own().equals(List.of(real.names().internet())));
        await().until(() -> host.concerns().isEmpty());
    }

    @Test
    void whatCannotBeReadIsNotTouchedThoughTheOperatorGivesUpTheRest() {
        NodeDocument node = world.node(10, tunnel(1, OFFICE));
        NodeDocument other = world.node(11);
        want(world.internet(), world.vpc(), node, other);
        Namespace worker = real.names().worker(node.tunnels().getFirst().connection());
        real.namespaces().create(worker);
        List<Namespace> before = own();
        restart();
        host.want(List.of(world.internet()), Set.of(node.key(), world.vpc().key()), false);
        await().until(() -> !host.concerns().isEmpty());
        assertThat(own()).containsExactlyInAnyOrderElementsOf(before);
        assertThat(host.concerns())
                .noneMatch(concern -> concern.contains(nodeSpace(node).name()));
    }

    @Test
    void aDaemonsNamespaceThatNoNodeHasAConnectionForIsRemoved() {
        want(world.internet(), world.vpc(), world.node(10));
        real.namespaces().create(real.names().worker(ConnectionId.random()));
        host.want(lastWanted);
        await().until(() -> own().size() == 5);
    }

    @Test
    void whatRemainsOfATunnelIsTriedAgainAndDoesNotFailTheNode() {
        NodeDocument node = world.node(10, tunnel(1, OFFICE));
        tunnels.setRemains(true);
        want(world.internet(), world.vpc(), node);
        await().until(() -> tunnels.visits() >= 2);
        assertThat(phase(node, Phase.APPLIED)).isTrue();
        tunnels.setRemains(false);
    }

    @Test
    void saysWhyADocumentCannotBeRealised() {
        NodeDocument node = world.node(10, tunnel(1, OFFICE));
        host.want(List.of(world.internet(), node)); // there is no such VPC
        await().until(() -> phase(node, Phase.FAILED));
        assertThat(report(node).reason()).contains("cw-").doesNotContain("secret");
        host.want(List.of(world.internet(), world.vpc(), node));
        await().until(() -> phase(node, Phase.APPLIED));
    }

    @Test
    void removeEverythingLeavesNothing() {
        want(world.internet(), world.vpc(), world.node(10, tunnel(1, OFFICE)));
        real.commands()
                .start(
                        Command.of("nsenter", "--net=" + workload("web").file(), "sleep", "600"),
                        Map.of(),
                        Path.of("/dev/null"));
        await().until(() -> real.commands()
                .run("ip", "netns", "pids", workload("web").name())
                .contains("\n"));
        host.close();
        new Leftovers(real.names(), real.namespaces()).removeEverything();
        real.assertNothingRemains();
    }
}
