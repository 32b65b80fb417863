package dev.causeway.agent.firewall;

import static org.assertj.core.api.Assertions.assertThat;

import dev.causeway.agent.RealHost;
import dev.causeway.agent.World;
import dev.causeway.agent.host.Namespace;
import dev.causeway.agent.node.Plans;
import dev.causeway.agent.process.CommandFailed;
import dev.causeway.model.MonitorId;
import dev.causeway.model.NodeId;
import dev.causeway.model.Prefix;
import dev.causeway.model.document.Monitor;
import dev.causeway.model.document.NodeDocument;
import dev.causeway.model.document.NodeService;
import dev.causeway.model.document.Speaker;
import dev.causeway.model.document.Steering;
import dev.causeway.model.document.Tunnel;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/// What a node lets pass because it speaks BGP, and whom it may ask.
@Execution(ExecutionMode.CONCURRENT)
class SpokenRulesTest {

    private static final Prefix OFFICE = Prefix.parse("10.1.0.0/24");
    private static final Prefix SHOP = Prefix.parse("10.2.0.0/24");
    private static final Prefix FAR = Prefix.parse("10.3.0.0/24");
    private static final Prefix FAR_HUB = Prefix.parse("10.4.0.0/24");

    @RegisterExtension
    private final RealHost host = new RealHost();

    private final World world = new World();
    private final Firewall firewall = new Firewall(host.names(), host.commands());
    private final Tunnel hub = spoken(1, OFFICE, true);
    private final Tunnel otherHub = spoken(2, SHOP, true);
    private final Tunnel plain = spoken(3, Prefix.parse("10.5.0.0/24"), false);
    private final Speaker.Sibling sibling =
            new Speaker.Sibling(NodeId.random(), List.of(FAR, FAR_HUB), List.of(FAR_HUB));
    private Namespace inside;

    private static Tunnel spoken(int slot, Prefix peers, boolean hub) {
        return World.tunnel(slot, new Steering.Bgp(List.of(peers), 65001, hub));
    }

    private NodeDocument node(Optional<Speaker.Sibling> other, List<Monitor> monitors, Tunnel... tunnels) {
        return world.node(
                10,
                new NodeService.SiteToCloud(
                        List.of(World.FRONT),
                        List.of(tunnels),
                        Optional.of(new Speaker(64512, 1, 0, other)),
                        monitors));
    }

    @Test
    void oneChangeAfterTheOtherLeadsToWhatIsLoadedAtOnce() {
        NodeDocument first = node(Optional.empty(), List.of(), plain);
        load(first);
        assertThat(firewall.apply(Plans.firewall(first))).as("the same again").isFalse();
        for (Optional<Speaker.Sibling> other : List.of(Optional.of(sibling), Optional.<Speaker.Sibling>empty())) {
            for (List<Monitor> monitors :
                    List.of(List.of(new Monitor(MonitorId.random(), hub.connection())), List.<Monitor>of())) {
                NodeDocument next = again(first, node(other, monitors, hub, otherHub, plain));
                assertThat(firewall.apply(Plans.firewall(next))).isTrue();
                assertThat(firewall.apply(Plans.firewall(next))).isFalse();
                assertThat(new Firewall(host.names(), host.commands()).apply(Plans.firewall(next)))
                        .as("found to be as it is by another agent")
                        .isFalse();
            }
        }
        NodeDocument last = again(first, node(Optional.empty(), List.of()));
        assertThat(firewall.apply(Plans.firewall(last)))
                .as("nobody speaks any more")
                .isTrue();
        assertThat(firewall.apply(Plans.firewall(last))).isFalse();
    }

    /// The same node with what another document says.
    private static NodeDocument again(NodeDocument node, NodeDocument other) {
        return new NodeDocument(
                node.node(),
                node.gateway(),
                node.generation() + 1,
                true,
                node.gatewayGeneration(),
                node.uplink(),
                node.attachment(),
                other.service());
    }

    /// Nobody listens: who gets through is told so at once.
    @Test
    void bgpIsSpokenWithPeersAndTheOtherNodeAndNobodyElse() {
        load(node(Optional.of(sibling), List.of(), hub));
        var sides = new JoinedSides(host, inside);
        Namespace peer = sides.join("tun1", "169.254.70.5/30", "169.254.70.6/30", "10.1.0.9/24");
        Namespace other = sides.join("ha0", "100.64.0.1/30", "100.64.0.2/30", "10.4.0.9/24");
        Namespace vpc = sides.join("vpc0", "192.168.0.10/24", "192.168.0.100/24");
        Namespace internet = sides.join("eip0", "203.0.113.10/24", "203.0.113.1/24", "198.51.100.2/24");
        eventually(() -> answers(peer, "169.254.70.5", 179));
        eventually(() -> answers(other, "100.64.0.1", 179));
        eventually(() -> answers(inside, "169.254.70.6", 179));
        eventually(() -> answers(inside, "100.64.0.2", 179));
        for (Namespace stranger : List.of(vpc, internet)) {
            assertThat(answers(stranger, "192.168.0.10", 179)).isFalse();
            assertThat(answers(stranger, "203.0.113.10", 179)).isFalse();
            assertThat(answers(stranger, "169.254.70.5", 179)).isFalse();
            assertThat(answers(stranger, "100.64.0.1", 179)).isFalse();
        }
        assertThat(answers(peer, "169.254.70.5", 22)).isFalse();
        assertThat(answers(other, "100.64.0.1", 22)).isFalse();
        assertThat(answers(peer, "100.64.0.1", 179)).isFalse();
        assertThat(host.inside(inside, "nft", "list", "chain", "inet", "causeway", "in_tun1"))
                .contains("ip saddr 169.254.70.6 ip daddr 169.254.70.5 udp dport 3784 accept");
    }

    @Test
    void whatOneNodeCannotSendItselfPassesTheLinkBetweenThem() {
        load(node(Optional.of(sibling), List.of(), hub, plain));
        var sides = new JoinedSides(host, inside);
        forwards();
        Namespace peer = sides.join("tun1", "169.254.70.5/30", "169.254.70.6/30", "10.1.0.9/24");
        Namespace aside = sides.join("tun3", "169.254.70.13/30", "169.254.70.14/30", "10.5.0.9/24");
        Namespace other =
                sides.join("ha0", "100.64.0.1/30", "100.64.0.2/30", "10.3.0.9/24", "10.4.0.9/24", "192.168.0.200/32");
        Namespace vpc = sides.join("vpc0", "192.168.0.10/24", "192.168.0.100/24", "10.4.0.66/32");
        routes("10.1.0.0/24 via 169.254.70.6", "10.5.0.0/24 via 169.254.70.14", "10.3.0.0/24 via 100.64.0.2");
        routes("10.4.0.0/24 via 100.64.0.2");
        assertThat(reaches(vpc, "192.168.0.100", "10.3.0.9"))
                .as("by the other node")
                .isFalse();
        // The answers come back by the way they went: no other node here sends them into the VPC.
        eventually(() -> reaches(peer, "10.1.0.9", "10.4.0.9"));
        eventually(() -> reaches(other, "10.4.0.9", "10.1.0.9"));
        assertThat(reaches(peer, "10.1.0.9", "10.3.0.9"))
                .as("a hub to what is none")
                .isFalse();
        assertThat(reaches(aside, "10.5.0.9", "10.4.0.9"))
                .as("what is no hub to one")
                .isFalse();
        assertThat(reaches(other, "10.4.0.9", "10.5.0.9")).isFalse();
        assertThat(reaches(other, "10.3.0.9", "10.1.0.9")).isFalse();
        assertThat(reaches(other, "10.4.0.9", "169.254.70.6"))
                .as("a tunnel's address")
                .isFalse();
        assertThat(reaches(vpc, "10.4.0.66", "10.3.0.9")).as("spoofed").isFalse();
        assertThat(reaches(other, "10.4.0.9", "192.168.0.100"))
                .as("into the VPC")
                .isFalse();
    }

    @Test
    void hubsReachEachOtherAndNobodyElseDoes() {
        load(node(Optional.empty(), List.of(), hub, otherHub, plain));
        var sides = new JoinedSides(host, inside);
        forwards();
        Namespace office = sides.join("tun1", "169.254.70.5/30", "169.254.70.6/30", "10.1.0.9/24", "10.9.0.9/24");
        Namespace shop = sides.join("tun2", "169.254.70.9/30", "169.254.70.10/30", "10.2.0.9/24");
        Namespace aside = sides.join("tun3", "169.254.70.13/30", "169.254.70.14/30", "10.5.0.9/24");
        routes("10.1.0.0/24 via 169.254.70.6", "10.2.0.0/24 via 169.254.70.10", "10.5.0.0/24 via 169.254.70.14");
        eventually(() -> reaches(office, "10.1.0.9", "10.2.0.9"));
        eventually(() -> reaches(shop, "10.2.0.9", "10.1.0.9"));
        assertThat(reaches(office, "10.9.0.9", "10.2.0.9")).as("spoofed").isFalse();
        assertThat(reaches(office, "10.1.0.9", "10.5.0.9")).isFalse();
        assertThat(reaches(aside, "10.5.0.9", "10.1.0.9")).isFalse();
        assertThat(reaches(office, "10.1.0.9", "169.254.70.10"))
                .as("a tunnel's address")
                .isFalse();
    }

    @Test
    void onlyWhomAMonitorIsForIsAskedForEchoes() {
        load(node(Optional.empty(), List.of(new Monitor(MonitorId.random(), hub.connection())), hub, otherHub));
        Namespace internet = new JoinedSides(host, inside)
                .join("eip0", "203.0.113.10/24", "203.0.113.1/24", "198.51.100.2/32", "198.51.100.3/32");
        host.namespaces().batch(inside, List.of("route add 198.51.100.0/24 via 203.0.113.1"));
        eventually(() -> reaches(inside, "203.0.113.10", "198.51.100.2"));
        assertThat(reaches(inside, "203.0.113.10", "198.51.100.3")).isFalse();
        eventually(() -> reaches(internet, "198.51.100.3", "203.0.113.10"));
    }

    private void load(NodeDocument node) {
        inside = host.names().node(node.node());
        host.namespaces().create(inside);
        firewall.apply(Plans.firewall(node));
    }

    private void forwards() {
        host.namespaces().set(inside, JoinedSides.ROUTER);
    }

    private void routes(String... routes) {
        host.namespaces()
                .batch(
                        inside,
                        List.of(routes).stream()
                                .map(route -> "route add " + route)
                                .toList());
    }

    private boolean reaches(Namespace from, String source, String to) {
        return succeeds(from, "ping", "-n", "-c", "1", "-W", "1", "-I", source, to);
    }

    /// Whether a connection is refused by the other end, and not lost on the way.
    private boolean answers(Namespace from, String to, int port) {
        String attempt = "timeout 1 bash -c 'exec 3<>/dev/tcp/%s/%d' 2>&1 | grep -q refused".formatted(to, port);
        return succeeds(from, "bash", "-c", attempt);
    }

    /// A link that was made just now may lose what is first.
    private static void eventually(Callable<Boolean> condition) {
        Awaitility.await().atMost(Duration.ofSeconds(30)).until(condition);
    }

    private boolean succeeds(Namespace in, String... command) {
        try {
            host.inside(in, command);
            return true;
        } catch (CommandFailed _) {
            return false;
        }
    }
}
