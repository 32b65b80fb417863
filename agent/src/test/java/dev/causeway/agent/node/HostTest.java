package dev.causeway.agent.node;

import static dev.causeway.agent.World.OFFICE;
import static dev.causeway.agent.World.next;
import static dev.causeway.agent.World.path;
import static dev.causeway.agent.World.route;
import static dev.causeway.agent.World.tunnel;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.causeway.agent.Pings;
import dev.causeway.agent.RealHost;
import dev.causeway.agent.World;
import dev.causeway.agent.firewall.Firewall;
import dev.causeway.agent.host.Namespace;
import dev.causeway.agent.host.Namespaces;
import dev.causeway.agent.host.Route;
import dev.causeway.agent.network.HostNetwork;
import dev.causeway.agent.network.TunnelStates;
import dev.causeway.agent.process.Command;
import dev.causeway.agent.process.CommandFailed;
import dev.causeway.model.ConnectionId;
import dev.causeway.model.Ipv4;
import dev.causeway.model.Prefix;
import dev.causeway.model.document.Document;
import dev.causeway.model.document.NodeDocument;
import dev.causeway.model.document.ThingReport;
import dev.causeway.model.document.ThingReport.Phase;
import dev.causeway.model.document.TunnelReport.State;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class HostTest {

    /// What happens here happens because it was heard of, not because everything is looked at now and then.
    private static final Duration NEVER = Duration.ofHours(1);

    @RegisterExtension
    private final RealHost real = new RealHost();

    private final World world = new World();
    private final FakeTunnels tunnels = new FakeTunnels(real);
    private final Firewall firewall = new Firewall(real.names(), real.commands());
    private Host host;
    private List<Document> lastWanted = List.of();

    @BeforeEach
    void start() {
        host = newHost();
        host.start();
    }

    private Host newHost() {
        return new Host(
                real.names(),
                real.namespaces(),
                new HostNetwork(real.names(), real.namespaces()),
                firewall,
                tunnels,
                NEVER,
                () -> {});
    }

    @AfterEach
    void stop() {
        host.close();
    }

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
        String inside = node.attachment().address().toString();
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
                        List.of("route add 10.1.0.0/24 via " + node.attachment().address()));
        real.namespaces().batch(nodeSpace(node), List.of("route replace 10.1.0.0/24 via 203.0.113.1 dev eip0"));
        assertUnreachable(workload("web"), "10.1.0.9");
        assertThat(firewall.refused(node.node()).get("refused")).isPositive();
    }

    @Test
    void routesFollowTheTunnel() {
        NodeDocument node = world.node(10, tunnel(1, OFFICE));
        var vpc = world.vpc(route(OFFICE, path(node, 0, 0)));
        want(world.internet(), vpc, node);
        assertThat(routesTo(nodeSpace(node))).containsExactly(Route.unreachable(OFFICE));
        assertThat(routesTo(vpcSpace())).containsExactly(Route.unreachable(OFFICE));
        real.namespaces().batch(tunnels.customers(node.node()), List.of("address add 10.1.0.9/24 dev lo"));
        assertUnreachable(workload("web"), "10.1.0.9");

        set(node, 0, State.UP);
        await().until(() -> routesTo(vpcSpace()).size() == 2);
        ping(workload("web"), "10.1.0.9");
        ping(workload("database"), "10.1.0.9");
        ping(tunnels.customers(node.node()), "192.168.1.100", "-I", "10.1.0.9");
        ping(tunnels.customers(node.node()), "169.254.70.5");

        set(node, 0, State.DOWN);
        await().until(() -> routesTo(nodeSpace(node)).equals(Set.of(Route.unreachable(OFFICE))));
        assertThat(routesTo(vpcSpace())).containsExactly(Route.unreachable(OFFICE));
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
        host.tunnelsChanged(node.node());
        await().until(() -> live(vpcSpace()).equals(Set.of("192.168.0.10")));
        assertThat(real.namespaces().view(nodeSpace(node)).routes())
                .contains(Route.onLink(OFFICE, "tun1"))
                .doesNotContain(Route.onLink(shop, "tun1"));
        assertThat(host.tunnels().getFirst().state()).isEqualTo(State.DOWN);
        tunnels.reach(node.tunnels().getFirst());
        host.tunnelsChanged(node.node());
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
                        "route del unreachable 10.1.0.0/24 metric " + Route.LAST_RESORT,
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
    void losesNoPacketWhenTheAgentIsStartedAgain() throws InterruptedException {
        NodeDocument node = world.node(10, tunnel(1, OFFICE));
        want(world.internet(), world.vpc(route(OFFICE, path(node, 0, 0))), node);
        real.namespaces().batch(tunnels.customers(node.node()), List.of("address add 10.1.0.9/24 dev lo"));
        set(node, 0, State.UP);
        await().until(() -> routesTo(vpcSpace()).size() == 2);
        var lost = CompletableFuture.supplyAsync(() -> Pings.lost(real, workload("web"), "10.1.0.9", 300, 0.01));
        Thread.sleep(200);
        host.close();
        tunnels.forget();
        host = newHost();
        host.start();
        want(lastWanted.toArray(Document[]::new));
        host.tunnelsChanged(node.node());
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
        network.apply(world.internet());
        network.apply(world.vpc(route(OFFICE, path(node, 0, 0))), () -> TunnelStates.ALL_DOWN);
        network.apply(node, () -> TunnelStates.ALL_DOWN);
        assertThat(changes).isEmpty();
        assertThat(firewall.apply(node)).isFalse();
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

    private List<Namespace> own() {
        return real.namespaces().list().stream().filter(real.names()::owns).toList();
    }

    private void restart() {
        host.close();
        tunnels.forget();
        host = newHost();
        host.start();
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

    private static ConditionFactory await() {
        return Awaitility.await().atMost(Duration.ofMinutes(1));
    }

    private void want(Document... documents) {
        lastWanted = List.of(documents);
        host.want(lastWanted);
        await().until(() -> List.of(documents).stream().allMatch(document -> phase(document, Phase.APPLIED)));
    }

    private void reconcileAll() {
        host.close();
        host = newHost();
        host.start();
        want(lastWanted.toArray(Document[]::new));
    }

    private boolean phase(Document document, Phase phase) {
        return host.things().stream().anyMatch(thing -> thing.key().equals(document.key()) && thing.phase() == phase);
    }

    private ThingReport report(Document document) {
        return host.things().stream()
                .filter(thing -> thing.key().equals(document.key()))
                .findFirst()
                .orElseThrow();
    }

    private void set(NodeDocument node, int tunnel, State state) {
        tunnels.set(node.tunnels().get(tunnel), state);
        host.tunnelsChanged(node.node());
    }

    private Namespace workload(String name) {
        return real.names().workload(world.vpc, name);
    }

    private Namespace vpcSpace() {
        return real.names().vpc(world.vpc);
    }

    private Namespace nodeSpace(NodeDocument node) {
        return real.names().node(node.node());
    }

    private Set<Route> routesTo(Namespace namespace) {
        return real.namespaces().view(namespace).routes().stream()
                .filter(route -> route.destination().equals(OFFICE))
                .collect(Collectors.toSet());
    }

    private Set<String> live(Namespace namespace) {
        return routesTo(namespace).stream()
                .flatMap(route -> route.hops().stream())
                .flatMap(hop -> hop.via().stream())
                .map(Ipv4::toString)
                .collect(Collectors.toSet());
    }

    private void ping(Namespace from, String to, String... options) {
        real.inside(from, pingCommand(to, options));
    }

    private void assertUnreachable(Namespace from, String to, String... options) {
        assertThatThrownBy(() -> ping(from, to, options)).isInstanceOf(CommandFailed.class);
    }

    private static String[] pingCommand(String to, String... options) {
        List<String> command = new ArrayList<>(List.of("ping", "-n", "-c", "2", "-i", "0.05", "-W", "1"));
        command.addAll(List.of(options));
        command.add(to);
        return command.toArray(String[]::new);
    }
}
