package dev.causeway.agent.node;

import static dev.causeway.agent.World.OFFICE;
import static dev.causeway.agent.World.path;
import static dev.causeway.agent.World.route;
import static dev.causeway.agent.World.tunnel;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.causeway.agent.RealHost;
import dev.causeway.agent.World;
import dev.causeway.agent.firewall.Firewall;
import dev.causeway.agent.host.Namespaces;
import dev.causeway.agent.host.NetworkLink;
import dev.causeway.agent.ipsec.ObservedTunnel;
import dev.causeway.agent.network.Exit;
import dev.causeway.agent.network.ExitStates;
import dev.causeway.agent.network.HostNetwork;
import dev.causeway.agent.process.Command;
import dev.causeway.agent.process.CommandRunner;
import dev.causeway.model.NodeId;
import dev.causeway.model.document.Document;
import dev.causeway.model.document.NodeDocument;
import dev.causeway.model.document.VpcDocument;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/// What it costs to look at a host on which nothing has changed, and at one thing of it that has.
class SweepCostTest {

    @RegisterExtension
    private final RealHost real = new RealHost();

    private final World world = new World();
    private final List<String> commands = new CopyOnWriteArrayList<>();
    private final List<NodeDocument> nodes = IntStream.range(10, 15)
            .mapToObj(host -> world.node(host, tunnel(1, OFFICE)))
            .toList();
    private HostNetwork network;
    private Firewall firewall;

    @BeforeEach
    void make() {
        var noting = new Commands();
        network = new HostNetwork(real.names(), new Namespaces(noting));
        firewall = new Firewall(real.names(), noting);
        // What was made a moment ago is looked at once more, and links take a moment until they are what they shall be.
        await().atMost(Duration.ofMinutes(1)).until(() -> {
            commands.clear();
            sweep();
            return commands.isEmpty();
        });
    }

    @Test
    void noProcessIsStartedWhereNothingHasChanged() {
        sweep();
        assertThat(commands).isEmpty();
    }

    @Test
    void onlyWhatHasChangedIsLookedAt() {
        var changed = real.names().node(nodes.getFirst().node());
        real.namespaces().batch(changed, List.of("address add 10.9.0.1/32 dev vpc0"));
        sweep();
        assertThat(commands)
                .isNotEmpty()
                .allSatisfy(command -> assertThat(command).contains(changed.name()));
        assertThat(real.namespaces().view(changed).link("vpc0").orElseThrow().addresses())
                .hasSize(1);
        await().until(() -> {
            commands.clear();
            sweep();
            return commands.isEmpty();
        });
        real.inside(changed, "nft", "add", "chain", "inet", "causeway", "mine");
        sweep();
        assertThat(commands)
                .isNotEmpty()
                .allSatisfy(command -> assertThat(command).contains(changed.name()));
        assertThat(real.inside(changed, "nft", "list", "table", "inet", "causeway"))
                .doesNotContain("mine");
    }

    /// There may be many of them, and they come and go by themselves.
    @Test
    void routesThatAreLearnedAreNotLookedAtAndStay() {
        var changed = real.names().node(nodes.getFirst().node());
        String learned = "10.1.0.128/25 dev vpc0 proto bgp scope link metric 20";
        real.namespaces().batch(changed, List.of("route add " + learned));
        sweep();
        assertThat(commands).isEmpty();
        real.namespaces().batch(changed, List.of("address add 10.9.0.1/32 dev vpc0"));
        sweep();
        assertThat(commands).isNotEmpty();
        assertThat(real.inside(changed, "ip", "route", "show", "proto", "bgp").strip())
                .isEqualTo("10.1.0.128/25 dev vpc0 scope link metric 20");
    }

    @Test
    void aSettingAndAPluggedLinkAreLookedAtToo() {
        var changed = real.names().node(nodes.getFirst().node());
        real.namespaces().set(changed, Map.of("net.ipv4.ip_forward", "0"));
        sweep();
        assertThat(real.namespaces().settings(changed, List.of("net.ipv4.ip_forward")))
                .containsValue("1");
        var internet = real.names().internet();
        String port = "e-" + nodes.getFirst().node().shortId();
        real.namespaces().batch(internet, List.of("link set " + port + " nomaster"));
        sweep();
        assertThat(real.namespaces().view(internet).link(port).orElseThrow().plugged())
                .contains(new NetworkLink.Plugged("inet0", false));
    }

    /// A VPC sends to many nodes, and each of them is followed by itself.
    @Test
    void toFollowANodeAsksForItsOwnTunnelsHoweverManyNodesAVpcHas() {
        assertThat(asked(nodes))
                .isEqualTo(asked(nodes.subList(0, 1)))
                .containsOnly(nodes.getFirst().node());
    }

    /// Whose tunnels are asked for when the first node is followed and nothing has changed.
    private List<NodeId> asked(List<NodeDocument> all) {
        List<NodeId> asked = new ArrayList<>();
        VpcDocument vpc = world.vpc(
                route(OFFICE, all.stream().map(node -> path(node, 0, 0)).toArray(VpcDocument.Path[]::new)));
        List<Document> documents = new ArrayList<>(all);
        documents.add(vpc);
        var tunnels = new FakeTunnels(real) {
            @Override
            public List<ObservedTunnel> observe(NodeId node) {
                asked.add(node);
                return super.observe(node);
            }
        };
        var routes = new TunnelRoutes(
                network,
                new Services(
                        real.names(),
                        tunnels,
                        new NoRouting(),
                        new NoProbes(),
                        NoDrains.drains(),
                        new FakeClients(real))::of,
                () -> Wanted.of(documents, Set.of()));
        routes.apply(vpc);
        all.forEach(routes::apply);
        all.forEach(routes::follow);
        asked.clear();
        var _ = routes.follow(all.getFirst());
        return asked;
    }

    private void sweep() {
        network.apply(Plans.internet(world.internet()));
        network.apply(Plans.vpc(world.vpc(route(OFFICE, path(nodes.getFirst(), 0, 0)))), () -> ExitStates.ALL_DOWN);
        for (NodeDocument node : nodes) {
            network.prepare(node.node());
            var _ = firewall.apply(Plans.firewall(node));
            var _ = network.apply(Plans.node(node), () -> Plans.exits(node, Exit.State.DOWN));
        }
    }

    /// Notes what is run.
    private final class Commands implements CommandRunner {

        @Override
        public String run(Command command) {
            commands.add(command.toString());
            return real.commands().run(command);
        }

        @Override
        public ProcessHandle start(Command command, Map<String, String> environment, Path output) {
            throw new UnsupportedOperationException();
        }
    }
}
