package dev.causeway.model.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.causeway.model.*;
import dev.causeway.model.document.*;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.core.JacksonException;

/// Connections whose routes are learnt, as they are written, and what a version does with them that knows no BGP.
class RoutedWireTest {

    private static final Instant NOON = Instant.parse("2026-01-02T12:00:00.678Z");
    private static final NodeId NODE = NodeId.random();
    private static final List<Prefix> LOCAL = prefixes("192.168.0.0/24");
    private static final List<Prefix> PEERS = prefixes("10.1.0.0/16", "10.2.0.0/16");
    private static final Speaker ALONE = new Speaker(64512, 1, 0, Optional.empty());
    private static final Speaker OF_TWO =
            new Speaker(64512, 2, 1, Optional.of(new Speaker.Sibling(NodeId.random(), PEERS, prefixes("10.1.0.0/16"))));

    static Stream<Document> withBgp() {
        return Stream.of(
                node(ALONE, new Steering.Bgp(PEERS, 65001, false), 0),
                node(OF_TWO, new Steering.Bgp(PEERS, 4_294_967_295L, true), 7),
                new VpcDocument(
                        VpcId.random(),
                        1,
                        true,
                        List.of(),
                        List.of(),
                        List.of(new VpcDocument.PeerRoute(
                                Prefix.parse("10.1.0.0/16"),
                                List.of(new VpcDocument.Path(
                                        new VpcDocument.Leading.Learned(ConnectionId.random()),
                                        NODE,
                                        Ipv4.parse("192.168.0.2"),
                                        0))))));
    }

    static Stream<Document> passedOver() {
        Tunnel probed = tunnel(new Steering.Static(PEERS, true), 0);
        Tunnel reset = tunnel(new Steering.Static(PEERS), 3);
        return Stream.of(
                node(List.of(probed), Optional.empty(), List.of()),
                node(List.of(reset), Optional.empty(), List.of()),
                node(
                        List.of(probed, reset),
                        Optional.empty(),
                        List.of(new Monitor(MonitorId.random(), reset.connection()))),
                node(service(List.of(reset), Optional.empty(), List.of(), Optional.of(NOON))));
    }

    @ParameterizedTest
    @MethodSource({"withBgp", "passedOver"})
    void isReadBackAsItWasWritten(Document document) {
        assertThat(Wire.read(Wire.write(document), Document.class)).isEqualTo(document);
    }

    /// It leaves the thing as it is.
    @ParameterizedTest
    @MethodSource("withBgp")
    void isNotUnderstoodByAVersionWithoutBgp(Document document) {
        byte[] written = Wire.write(document);
        assertThatThrownBy(() -> EarlierReader.read(written, EarlierReader.Document.class))
                .isInstanceOf(JacksonException.class);
    }

    /// The tunnels are served as before.
    @ParameterizedTest
    @MethodSource("passedOver")
    void probesResetsAndDrainsArePassedOverByAVersionThatHasNone(Document document) {
        String rewritten = new String(
                EarlierReader.rewritten(Wire.write(document), EarlierReader.Document.class), StandardCharsets.UTF_8);
        assertThat(rewritten).contains("STATIC").doesNotContain("nqa", "resets", "monitors", "drain");
    }

    @Test
    void whatLeavesOutThePartOfItsStyleIsNotUnderstood() {
        String whole =
                new String(Wire.write(node(ALONE, new Steering.Bgp(PEERS, 65001, false), 0)), StandardCharsets.UTF_8);
        for (String odd : List.of(
                whole.replace("\"bgp\":", "\"colour\":"),
                whole.replace("\"peerAsn\":65001", "\"peerAsn\":null"),
                whole.replace("\"style\":\"BGP\"", "\"style\":\"STATIC\""))) {
            assertThat(odd).isNotEqualTo(whole);
            assertThatThrownBy(() -> Wire.read(odd.getBytes(StandardCharsets.UTF_8), Document.class))
                    .isInstanceOf(JacksonException.class);
        }
    }

    @Test
    void aReportOfRoutesAndSamplesIsReadBackAsItWasWritten() {
        HostReport report = report();
        assertThat(Wire.readReport(Wire.write(report))).isEqualTo(report);
    }

    @Test
    void aVersionThatDoesNotTellHowTunnelsWereIsReadToo() {
        String written = new String(Wire.write(report()), StandardCharsets.UTF_8);
        String before = written.replace(",\"state\":\"DOWN\"}]", "}]");
        String later = written.replace("\"state\":\"DOWN\"}]", "\"state\":\"BLUE\"}]");
        assertThat(before).isNotEqualTo(written);
        assertThat(states(before)).containsExactly(Optional.empty());
        assertThat(states(later)).containsExactly(Optional.of(TunnelReport.State.APPLYING));
    }

    private static List<Optional<TunnelReport.State>> states(String report) {
        return Wire.readReport(report.getBytes(StandardCharsets.UTF_8)).blocks().stream()
                .filter(TrafficBlock.class::isInstance)
                .map(block -> ((TrafficBlock) block).state())
                .toList();
    }

    @Test
    void aVersionWithoutBgpReadsWhatItKnowsOfTheReport() {
        HostReport report = report();
        var known = new HostReport(
                report.at(),
                report.parts(TunnelReport.class).stream()
                        .<ReportPart>map(tunnel -> new TunnelReport(
                                tunnel.connection(),
                                tunnel.node(),
                                tunnel.generation(),
                                tunnel.state(),
                                tunnel.reason(),
                                tunnel.since(),
                                tunnel.counters()))
                        .toList(),
                List.of());
        assertThat(EarlierReader.read(Wire.write(report), EarlierReader.Report.class))
                .isEqualTo(EarlierReader.read(Wire.write(known), EarlierReader.Report.class));
    }

    @Test
    void positionsOfBlocksAreReadAsFarAsTheirKindsAreKnown() {
        var positions = new LogPositions(
                List.of(),
                List.of(
                        new LogPositions.HeldBlock(
                                new BlockKey(NODE.value(), BlockKey.Kind.ROUTES), 1_767_323_045_678L),
                        new LogPositions.HeldBlock(new BlockKey(NODE.value(), BlockKey.Kind.TRAFFIC), 7)));
        byte[] written = Wire.write(positions);
        assertThat(Wire.read(written, LogPositions.class)).isEqualTo(positions);
        String later = new String(written, StandardCharsets.UTF_8).replace("TRAFFIC", "WEATHER");
        assertThat(Wire.read(later.getBytes(StandardCharsets.UTF_8), LogPositions.class))
                .isEqualTo(new LogPositions(List.of(), positions.blocks().subList(0, 1)));
        assertThat(EarlierReader.read(written, EarlierReader.Positions.class))
                .isEqualTo(EarlierReader.read(Wire.write(new LogPositions(List.of())), EarlierReader.Positions.class));
    }

    private static HostReport report() {
        var connection = ConnectionId.random();
        var counters = new TunnelReport.Counters(1, 2, 3, 4);
        return new HostReport(
                NOON,
                List.of(
                        new TunnelReport(
                                connection,
                                NODE,
                                2,
                                TunnelReport.State.DOWN,
                                "AUTHENTICATION_FAILED",
                                NOON,
                                counters,
                                Optional.of(new Evidence("psk-mismatch", "MAC mismatched", "ours", ""))),
                        new BgpPeerReport(
                                connection,
                                NODE,
                                Ipv4.parse("169.254.70.2"),
                                4_294_967_295L,
                                "established",
                                NOON,
                                4,
                                3,
                                20,
                                21,
                                BgpPeerReport.Bfd.UP,
                                ""),
                        new SaReport(connection, NODE, "192.168.0.0/24", "10.1.0.0/16", counters, NOON),
                        new ProbeReport(connection, NODE, ProbeKind.LINK, ProbeReport.Verdict.PASSES, NOON),
                        new DrainReport(NODE, NOON, DrainReport.State.OVERDUE, NOON, NOON.plusSeconds(30), true)),
                List.of(),
                Optional.empty(),
                List.of(
                        new RouteBlock(
                                NODE,
                                Optional.of(connection),
                                NOON.toEpochMilli(),
                                List.of(new SeenRoute(
                                        Prefix.parse("10.1.0.0/16"),
                                        Optional.of(Ipv4.parse("169.254.70.2")),
                                        Ipv4.parse("169.254.70.1"),
                                        SeenRoute.Origin.IGP,
                                        "65001 65002",
                                        20,
                                        SeenRoute.Way.TUNNEL))),
                        new RouteBlock(
                                NODE,
                                Optional.empty(),
                                NOON.toEpochMilli(),
                                List.of(new SeenRoute(
                                        Prefix.parse("192.168.0.0/24"),
                                        Optional.empty(),
                                        Ipv4.parse("192.168.0.2"),
                                        SeenRoute.Origin.INCOMPLETE,
                                        "",
                                        0,
                                        SeenRoute.Way.LOCAL))),
                        new ProbeBlock(NODE, connection, ProbeKind.LINK, 29_455_384, List.of(1_500, -1)),
                        new TrafficBlock(
                                NODE,
                                connection,
                                29_455_384,
                                List.of(1),
                                List.of(2),
                                List.of(3),
                                List.of(4),
                                Optional.of(TunnelReport.State.DOWN))));
    }

    @Test
    void aStateOfADrainThatNobodyKnowsYetIsOneInWhichItGoesOn() {
        String later = new String(Wire.write(report()), StandardCharsets.UTF_8).replace("OVERDUE", "MELLOW");
        assertThat(Wire.readReport(later.getBytes(StandardCharsets.UTF_8)).parts(DrainReport.class))
                .extracting(DrainReport::state)
                .containsExactly(DrainReport.State.DRAINING);
    }

    /// Nobody is spoken with, and nobody is asked, for what shall not exist.
    @Test
    void aWithdrawnNodeKeepsNothingButItsNetworks() {
        assertThat(node(OF_TWO, new Steering.Bgp(PEERS, 65001, true), 0)
                        .withdrawn()
                        .service())
                .isEqualTo(new NodeService.SiteToCloud(LOCAL, List.of()));
    }

    private static NodeDocument node(Speaker speaker, Steering steering, long resets) {
        Tunnel tunnel = tunnel(steering, resets);
        return node(
                List.of(tunnel), Optional.of(speaker), List.of(new Monitor(MonitorId.random(), tunnel.connection())));
    }

    private static NodeDocument node(List<Tunnel> tunnels, Optional<Speaker> speaker, List<Monitor> monitors) {
        return node(service(tunnels, speaker, monitors, Optional.empty()));
    }

    private static NodeService service(
            List<Tunnel> tunnels, Optional<Speaker> speaker, List<Monitor> monitors, Optional<Instant> drain) {
        return new NodeService.SiteToCloud(LOCAL, tunnels, speaker, monitors, drain);
    }

    private static NodeDocument node(NodeService service) {
        NodeDocument before = before();
        return new NodeDocument(NODE, before.gateway(), 7, true, 3, before.uplink(), before.attachment(), service);
    }

    private static Tunnel tunnel(Steering steering, long resets) {
        Tunnel one = before().tunnels().getFirst();
        return new Tunnel(
                ConnectionId.random(),
                1,
                1,
                one.peer(),
                one.authentication(),
                one.ike(),
                one.ipsec(),
                one.localAddress(),
                one.peerAddress(),
                steering,
                resets);
    }

    private static NodeDocument before() {
        try (InputStream in = RoutedWireTest.class.getResourceAsStream("/earlier/node.json")) {
            return (NodeDocument) Wire.read(in.readAllBytes(), Document.class);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<Prefix> prefixes(String... all) {
        return Stream.of(all).map(Prefix::parse).toList();
    }
}
