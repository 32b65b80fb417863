package dev.causeway.agent.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.causeway.agent.RealHost;
import dev.causeway.agent.World;
import dev.causeway.agent.host.HostNames;
import dev.causeway.agent.host.Slot;
import dev.causeway.agent.ipsec.ObservedTunnel;
import dev.causeway.agent.ipsec.Selection;
import dev.causeway.agent.ipsec.TunnelConfig;
import dev.causeway.agent.network.Exit;
import dev.causeway.agent.network.NodeConfig;
import dev.causeway.agent.probe.ProbeSamples;
import dev.causeway.agent.probe.ProbeTarget;
import dev.causeway.agent.probe.ProbeVerdict;
import dev.causeway.agent.routing.LineRefused;
import dev.causeway.agent.routing.RouteTable;
import dev.causeway.agent.routing.SpeakerConfig;
import dev.causeway.model.ConnectionId;
import dev.causeway.model.Ipv4;
import dev.causeway.model.MonitorId;
import dev.causeway.model.NodeId;
import dev.causeway.model.Prefix;
import dev.causeway.model.document.BgpPeerReport;
import dev.causeway.model.document.DrainReport;
import dev.causeway.model.document.Monitor;
import dev.causeway.model.document.NodeDocument;
import dev.causeway.model.document.NodeService;
import dev.causeway.model.document.ProbeBlock;
import dev.causeway.model.document.ProbeKind;
import dev.causeway.model.document.ProbeReport;
import dev.causeway.model.document.ReportPart;
import dev.causeway.model.document.RouteBlock;
import dev.causeway.model.document.SeenRoute;
import dev.causeway.model.document.Speaker;
import dev.causeway.model.document.Steering;
import dev.causeway.model.document.Tunnel;
import dev.causeway.model.document.TunnelReport;
import dev.causeway.model.document.Uplink;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// What a node's service makes of its document and of what all drivers see. Nothing of the host is touched.
class TunnelServingTest {

    private static final Prefix PEERS = Prefix.parse("10.1.0.0/16");
    private static final Instant EARLY = Instant.ofEpochSecond(100);
    private static final Instant LATE = Instant.ofEpochSecond(200);

    private final World world = new World();
    private final Tunnel fixed = World.tunnel(1, PEERS);
    private final Tunnel learning = World.tunnel(2, new Steering.Bgp(List.of(PEERS), 65001, true));
    private final Tunnel probed = World.tunnel(3, new Steering.Static(List.of(PEERS), true));
    private final NodeId other = NodeId.random();
    private final Speaker speaker = new Speaker(
            64512, 2, 1, Optional.of(new Speaker.Sibling(other, List.of(PEERS), List.of(Prefix.parse("10.1.5.0/24")))));
    private final NodeDocument node = world.node(
            10,
            new NodeService.SiteToCloud(
                    List.of(World.BACK),
                    List.of(fixed, learning, probed),
                    Optional.of(speaker),
                    List.of(new Monitor(MonitorId.random(), fixed.connection()))));
    private final SeenTunnels tunnels = new SeenTunnels();
    private final FakeRouting routing = new FakeRouting(new RealHost());
    private final Probes probes = new Probes();
    private Instant now = EARLY;
    private final Drains drains = new Drains(new NoDrains(), Duration.ofSeconds(5), () -> {}, () -> now);
    private final Services services = new Services(new HostNames("0000"), tunnels, routing, probes, drains, null);
    private final Serving serving = services.of(node);
    private final ProbeTarget through = new ProbeTarget(
            probed.connection(),
            ProbeTarget.Purpose.TUNNEL,
            probed.localAddress().address(),
            probed.peerAddress().address());

    @Test
    void aDocumentIsToldToAllDrivers() {
        assertThat(serving.apply()).isTrue();
        assertThat(tunnels.applied)
                .extracting(TunnelConfig::selection)
                .containsExactly(
                        new Selection.Networks(List.of(World.BACK), List.of(PEERS)),
                        new Selection.Everything(List.of(World.BACK)),
                        new Selection.Networks(List.of(World.BACK), List.of(PEERS)));
        assertThat(routing.speaker(node.node()))
                .contains(new SpeakerConfig(
                        64512,
                        Ipv4.parse("192.168.0.10"),
                        1,
                        List.of(World.BACK),
                        List.of(World.BACK, World.FRONT),
                        List.of(new SpeakerConfig.Neighbour(
                                learning.connection(),
                                new Slot(2),
                                learning.localAddress().address(),
                                learning.peerAddress().address(),
                                65001,
                                List.of(PEERS),
                                true,
                                0)),
                        Optional.of(
                                new SpeakerConfig.Sibling(other, Ipv4.parse("100.64.0.2"), Ipv4.parse("100.64.0.1")))));
        assertThat(probes.applied)
                .containsExactlyInAnyOrder(
                        through,
                        new ProbeTarget(
                                fixed.connection(),
                                ProbeTarget.Purpose.LINK,
                                Ipv4.parse("203.0.113.10"),
                                fixed.peer()));
        assertThat(serving.sibling()).contains(new NodeConfig.Sibling(other, 2));
    }

    private Serving drained() {
        var service = (NodeService.SiteToCloud) node.service();
        return services.of(new NodeDocument(
                node.node(),
                node.gateway(),
                2,
                true,
                1,
                node.uplink(),
                node.attachment(),
                new NodeService.SiteToCloud(
                        service.localSubnets(),
                        service.tunnels(),
                        service.speaker(),
                        service.monitors(),
                        Optional.of(LATE))));
    }

    @Test
    void aDrainIsToldToWhoSpeaksAndThenWatched() {
        assertThat(drained().apply()).isTrue();
        assertThat(routing.speaker(node.node()).map(SpeakerConfig::drained)).contains(true);
        now = EARLY.plusSeconds(5);
        drains.look();
        assertThat(drained().observe(_ -> true).stream().<ReportPart>map(part -> part))
                .contains(new DrainReport(node.node(), LATE, DrainReport.State.QUIET, EARLY, now, false));
        assertThat(serving.apply()).isTrue();
        assertThat(routing.speaker(node.node()).map(SpeakerConfig::drained)).contains(false);
        assertThat(serving.observe(_ -> true)).noneMatch(DrainReport.class::isInstance);
    }

    @Test
    void aDrainThatWasNotToldHasNotBegun() {
        routing.failure = Optional.of(new IllegalStateException("no daemon takes it"));
        assertThat(drained().apply()).isFalse();
        assertThat(drained().observe(_ -> true)).noneMatch(DrainReport.class::isInstance);
    }

    @Test
    void aRefusedLineKeepsNoDrainFromBeingFollowed() {
        routing.failure = Optional.of(new LineRefused(13, "% no", false));
        assertThat(drained().apply()).isFalse();
        assertThat(drained().observe(_ -> true)).as("not all was said yet").noneMatch(DrainReport.class::isInstance);
        routing.failure = Optional.of(new LineRefused(13, "% no", true));
        assertThat(drained().apply()).isFalse();
        assertThat(drained().observe(_ -> true)).anyMatch(DrainReport.class::isInstance);
    }

    @Test
    void aDrainEndsWhoeverCannotSpeak() {
        assertThat(drained().apply()).isTrue();
        routing.failure = Optional.of(new IllegalStateException("no daemon takes it"));
        assertThat(serving.apply()).isFalse();
        assertThat(serving.observe(_ -> true)).noneMatch(DrainReport.class::isInstance);
    }

    @Test
    void anotherEipChangesNothingForWhoeverSpeaksWithTheNode() {
        serving.apply();
        var before = routing.speaker(node.node());
        var moved = new NodeDocument(
                node.node(),
                node.gateway(),
                node.generation() + 1,
                true,
                node.gatewayGeneration(),
                new Uplink.Eip(Ipv4.parse("203.0.113.99"), Prefix.parse("203.0.113.0/24"), Ipv4.parse("203.0.113.1")),
                node.attachment(),
                node.service());
        assertThat(services.of(moved).apply()).isTrue();
        assertThat(before).isPresent();
        assertThat(routing.speaker(node.node())).isEqualTo(before);
    }

    @Test
    void whoCannotSpeakOrAskIsTriedAgainAndFailsNoTunnel() {
        probes.broken = true;
        assertThat(serving.apply()).isFalse();
        assertThat(tunnels.applied).hasSize(3);
        assertThatThrownBy(serving::remove).isInstanceOf(IllegalStateException.class);
        assertThat(tunnels.applied).isEmpty();
    }

    @Test
    void aTunnelWhoseRoutesAreLearnedIsSaidToBeUpOnlyWithASession() {
        tunnels.see(learning, ObservedTunnel.State.UP, EARLY);
        assertThat(report(learning).state()).isEqualTo(TunnelReport.State.APPLYING);
        routing.set(learning.connection(), "openconfirm", "");
        assertThat(report(learning).state()).isEqualTo(TunnelReport.State.DOWN);
        assertThat(report(learning).reason()).startsWith("BGP_NO_ANSWER: ");
        routing.set(learning.connection(), "idle", "bgp-asn-mismatch: OPEN Message Error/Bad Peer AS");
        assertThat(report(learning).reason()).isEqualTo("BGP_ASN_MISMATCH: OPEN Message Error/Bad Peer AS");
        routing.set(learning.connection(), "established", "");
        assertThat(report(learning).state()).isEqualTo(TunnelReport.State.UP);
        assertThat(report(learning).reason()).isEmpty();
        tunnels.see(learning, ObservedTunnel.State.DOWN, LATE);
        assertThat(report(learning).state()).isEqualTo(TunnelReport.State.DOWN);
    }

    /// The session has to outlast the tunnel, and what was learned is the routing daemon's.
    @Test
    void packetsAreLedIntoATunnelWhoseRoutesAreLearnedWhateverBecomesOfTheSession() {
        tunnels.see(learning, ObservedTunnel.State.UP, EARLY);
        assertThat(exit(learning).state()).isEqualTo(new Exit.State.Up(EARLY));
        assertThat(exit(learning).learned()).contains(Set.of());
        assertThat(exit(fixed).learned()).isEmpty();
        assertThat(serving.tellCarriers()).isTrue();
        assertThat(routing.told(node.node())).isEqualTo(Map.of(new Slot(2), true));
        tunnels.see(learning, ObservedTunnel.State.DOWN, LATE);
        assertThat(exit(learning).state()).isEqualTo(Exit.State.DOWN);
        assertThat(serving.tellCarriers()).isTrue();
        assertThat(routing.told(node.node())).isEqualTo(Map.of(new Slot(2), false));
        tunnels.see(learning, ObservedTunnel.State.APPLYING, LATE);
        assertThat(serving.tellCarriers()).isTrue();
        assertThat(routing.told(node.node())).as("nobody knows").isEmpty();
    }

    @Test
    void aProbeDecidesWhetherAnythingIsLedIntoItsTunnel() {
        tunnels.see(probed, ObservedTunnel.State.UP, EARLY);
        assertThat(exit(probed).state()).isEqualTo(Exit.State.UNDECIDED);
        assertThat(report(probed).state()).isEqualTo(TunnelReport.State.APPLYING);
        probes.verdicts.put(through, new ProbeVerdict(true, LATE));
        assertThat(exit(probed).state()).isEqualTo(new Exit.State.Up(LATE));
        assertThat(report(probed).state()).isEqualTo(TunnelReport.State.UP);
        probes.verdicts.put(through, new ProbeVerdict(false, LATE));
        assertThat(exit(probed).state()).isEqualTo(Exit.State.DOWN);
        assertThat(report(probed).state()).isEqualTo(TunnelReport.State.DOWN);
        assertThat(report(probed).reason()).startsWith("NQA_FAILED: ");
        assertThat(report(probed).since()).isEqualTo(LATE);
        tunnels.see(fixed, ObservedTunnel.State.UP, EARLY);
        assertThat(report(fixed).state()).isEqualTo(TunnelReport.State.UP);
    }

    @Test
    void sessionsOfTunnelsThatShallBeThereAreReported() {
        routing.set(learning.connection(), "established", "");
        routing.set(ConnectionId.random(), "idle", "");
        assertThat(List.<ReportPart>copyOf(serving.observe(_ -> true)))
                .filteredOn(BgpPeerReport.class::isInstance)
                .containsExactly(new BgpPeerReport(
                        learning.connection(),
                        node.node(),
                        learning.peerAddress().address(),
                        65001,
                        "established",
                        Instant.EPOCH,
                        0,
                        0,
                        0,
                        0,
                        BgpPeerReport.Bfd.DOWN,
                        ""));
    }

    @Test
    void routesAreToldInBlocks() {
        var nexthop = Ipv4.parse("169.254.70.10");
        var outbound = Ipv4.parse("169.254.70.9");
        routing.tables = List.of(new RouteTable(
                Optional.of(learning.connection()),
                7,
                List.of(new RouteTable.Entry(
                        PEERS, Optional.of(nexthop), outbound, "egp", "65001 65002", 20, RouteTable.Way.TUNNEL))));
        assertThat(serving.blocks())
                .containsExactly(new RouteBlock(
                        node.node(),
                        Optional.of(learning.connection()),
                        7,
                        List.of(new SeenRoute(
                                PEERS,
                                Optional.of(nexthop),
                                outbound,
                                SeenRoute.Origin.EGP,
                                "65001 65002",
                                20,
                                SeenRoute.Way.TUNNEL))));
    }

    private Exit exit(Tunnel tunnel) {
        return serving.exits().stream()
                .filter(exit -> exit.id().equals(Plans.exit(tunnel)))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void tellsOfEachThatIsAskedWhetherItAnswersAndHowSoon() {
        probes.verdicts.put(through, new ProbeVerdict(false, EARLY));
        assertThat(serving.observe(_ -> true).stream().<ReportPart>map(part -> part))
                .contains(
                        new ProbeReport(
                                probed.connection(), node.node(), ProbeKind.TUNNEL, ProbeReport.Verdict.FAILS, EARLY),
                        new ProbeReport(
                                fixed.connection(),
                                node.node(),
                                ProbeKind.LINK,
                                ProbeReport.Verdict.UNDECIDED,
                                Instant.EPOCH));
        probes.samples = List.of(new ProbeSamples(through, 7, List.of(80, ProbeSamples.LOST)));
        assertThat(serving.blocks())
                .containsExactly(
                        new ProbeBlock(node.node(), probed.connection(), ProbeKind.TUNNEL, 7, List.of(80, -1)));
    }

    private TunnelReport report(Tunnel tunnel) {
        return serving.observe(_ -> true).stream()
                .filter(TunnelReport.class::isInstance)
                .map(TunnelReport.class::cast)
                .filter(report -> report.connection().equals(tunnel.connection()))
                .findFirst()
                .orElseThrow();
    }

    private static final class Probes extends NoProbes {

        private final Map<ProbeTarget, ProbeVerdict> verdicts = new HashMap<>();
        private Set<ProbeTarget> applied = Set.of();
        private boolean broken;
        private List<ProbeSamples> samples = List.of();

        @Override
        public List<ProbeSamples> take(NodeId id) {
            return samples;
        }

        @Override
        public void apply(NodeId id, Set<ProbeTarget> targets) {
            if (broken) {
                throw new IllegalStateException("no program asks");
            }
            applied = targets;
        }

        @Override
        public Map<ProbeTarget, ProbeVerdict> observe(NodeId id) {
            return verdicts;
        }

        @Override
        public void remove(NodeId id) {
            apply(id, Set.of());
        }
    }
}
