package dev.causeway.controller.reports;

import static org.assertj.core.api.Assertions.assertThat;

import dev.causeway.controller.database.Database;
import dev.causeway.controller.database.TestDatabase;
import dev.causeway.model.ConnectionId;
import dev.causeway.model.HostId;
import dev.causeway.model.Ipv4;
import dev.causeway.model.NodeId;
import dev.causeway.model.Prefix;
import dev.causeway.model.document.BgpPeerReport;
import dev.causeway.model.document.Block;
import dev.causeway.model.document.DrainReport;
import dev.causeway.model.document.Evidence;
import dev.causeway.model.document.HostReport;
import dev.causeway.model.document.LogPositions;
import dev.causeway.model.document.ProbeBlock;
import dev.causeway.model.document.ProbeKind;
import dev.causeway.model.document.ProbeReport;
import dev.causeway.model.document.ReportPart;
import dev.causeway.model.document.RouteBlock;
import dev.causeway.model.document.SaReport;
import dev.causeway.model.document.SeenRoute;
import dev.causeway.model.document.TrafficBlock;
import dev.causeway.model.document.TunnelReport;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// What is reported of connections beside whether they are up.
class BlocksTest {

    private static final Database DATABASE = TestDatabase.fresh();
    private static final Instant NOW = Instant.parse("2026-03-04T05:06:07.891Z");
    private static final long MINUTE = NOW.getEpochSecond() / 60;
    private static final TunnelReport.Counters COUNTERS = new TunnelReport.Counters(1, 2, 3, 4);

    private final Reports reports = new Reports();
    private final HostId host = HostId.random();
    private final NodeId node = NodeId.random();
    private final ConnectionId connection = ConnectionId.random();

    @Test
    void whatWasReportedOfAConnectionIsHeldAsItWas() {
        var peer = new BgpPeerReport(
                connection,
                node,
                Ipv4.parse("169.254.70.2"),
                4_294_967_295L,
                "active",
                NOW,
                4,
                3,
                20,
                21,
                BgpPeerReport.Bfd.UP,
                "bgp-no-answer");
        var sa = new SaReport(connection, node, "192.168.0.0/24", "10.1.0.0/16", COUNTERS, NOW);
        var probe = new ProbeReport(connection, node, ProbeKind.TUNNEL, ProbeReport.Verdict.FAILS, NOW);
        var drain = new DrainReport(node, NOW, DrainReport.State.QUIET, NOW, NOW.plusSeconds(3), true);
        var tunnel = new TunnelReport(
                connection,
                node,
                2,
                TunnelReport.State.DOWN,
                "",
                NOW,
                COUNTERS,
                Optional.of(new Evidence("psk-mismatch", "MAC mismatched", "ours", "theirs")));
        take(0, List.of(peer, sa, probe, drain, tunnel));
        assertThat(held()).containsExactlyInAnyOrder(peer, sa, probe, drain, tunnel);
        take(1, List.of(sa));
        assertThat(held()).containsExactly(sa);
    }

    @Test
    void newerRoutesOfASourceReplaceTheOlderOnes() {
        take(0, routes(connection, 1_000, "10.1.0.0/16", "10.2.0.0/16"), own(1_000, "192.168.0.0/24"));
        take(1, routes(connection, 1_001, "10.2.0.0/16", "10.3.0.0/16"));
        assertThat(destinations()).containsExactly("10.2.0.0/16", "10.3.0.0/16", "192.168.0.0/24");
        take(2, routes(connection, 1_002));
        assertThat(destinations()).containsExactly("192.168.0.0/24");
        assertThat(positions()).containsExactlyInAnyOrder(at(own(1_000)), at(routes(connection, 1_002)));
    }

    /// A block arrives with whatever report brings it, and an older one never undoes a newer one.
    @Test
    void blocksAreTakenFromAReportThatWasOvertaken() {
        take(9, routes(connection, 1_001, "10.2.0.0/16"));
        assertThat(take(8, routes(connection, 1_000, "10.1.0.0/16"), own(1_000, "192.168.0.0/24")))
                .isFalse();
        assertThat(destinations()).containsExactly("10.2.0.0/16", "192.168.0.0/24");
    }

    @Test
    void aHostWhoseClockWasSetBackIsHeard() {
        take(0, routes(connection, 10_000_000, "10.1.0.0/16"));
        take(1, routes(connection, 5_000_000, "10.2.0.0/16"));
        assertThat(destinations()).containsExactly("10.2.0.0/16");
    }

    @Test
    void samplesAreHeldOnceWhereThereIsRoomForThem() {
        Block link = new ProbeBlock(node, connection, ProbeKind.LINK, MINUTE, List.of(1_500, -1));
        Block traffic = new TrafficBlock(
                node,
                connection,
                MINUTE,
                List.of(1),
                List.of(2),
                List.of(3),
                List.of(4),
                Optional.of(TunnelReport.State.UP));
        Block untold = new TrafficBlock(
                node, connection, MINUTE - 1, List.of(5), List.of(), List.of(), List.of(), Optional.empty());
        Block odd = new ProbeBlock(node, connection, ProbeKind.LINK, MINUTE + 1_000_000, List.of(1));
        Block mad = new ProbeBlock(node, connection, ProbeKind.TUNNEL, Long.MAX_VALUE, List.of(1));
        makeRoom(NOW);
        take(0, link, untold, traffic, odd, mad);
        take(1, link, untold, traffic);
        assertThat(texts("SELECT kind || minute || micros::text FROM probe_sample WHERE connection_id = ?", connection))
                .containsExactly("LINK" + MINUTE + "{1500,-1}");
        assertThat(texts(
                        "SELECT concat(bytes_in, bytes_out, packets_in, packets_out, state) FROM traffic_sample"
                                + " WHERE connection_id = ? ORDER BY minute",
                        connection))
                .containsExactly("{5}{}{}{}", "{1}{2}{3}{4}UP");
    }

    @Test
    void samplesGoWhenTheirDayIsOver() {
        makeRoom(NOW);
        take(0, new ProbeBlock(node, connection, ProbeKind.LINK, MINUTE, List.of(1)));
        for (int hours : List.of(24, 27)) {
            Instant later = NOW.plus(Duration.ofHours(hours));
            makeRoom(later);
            DATABASE.change(tx -> Reports.dropOldSamples(tx, later));
            assertThat(texts("SELECT kind FROM probe_sample WHERE connection_id = ?", connection))
                    .hasSize(hours == 24 ? 1 : 0);
        }
    }

    @Test
    void theLastTwentyStatesOfATunnelAreHeld() {
        IntStream.range(0, 30)
                .forEach(i -> take(
                        i,
                        List.of(tunnel(i % 2 == 0 ? TunnelReport.State.UP : TunnelReport.State.DOWN, "reason " + i))));
        take(40, List.of(tunnel(TunnelReport.State.DOWN, "the same")));
        take(41, List.<ReportPart>of());
        take(42, List.of(tunnel(TunnelReport.State.DOWN, "seen again")));
        assertThat(texts("SELECT reason FROM tunnel_change WHERE connection_id = ? ORDER BY position", connection))
                .containsExactlyElementsOf(
                        IntStream.range(10, 30).mapToObj(i -> "reason " + i).toList());
    }

    @Test
    void nothingIsHeldOfAForgottenConnectionOrNode() {
        take(0, List.of(tunnel(TunnelReport.State.UP, "")));
        take(1, routes(connection, 1_000, "10.1.0.0/16"), own(1_000, "192.168.0.0/24"));
        DATABASE.change(tx -> reports.forget(tx, connection));
        assertThat(destinations()).containsExactly("192.168.0.0/24");
        assertThat(texts("SELECT state FROM tunnel_change WHERE connection_id = ?", connection))
                .isEmpty();
        DATABASE.change(tx -> Reports.forget(tx, node));
        assertThat(destinations()).isEmpty();
        assertThat(positions()).isEmpty();
    }

    @Test
    void aHostThatIsForgottenTellsAllAgain() {
        take(0, routes(connection, 1_000, "10.1.0.0/16"));
        DATABASE.change(tx -> reports.forget(tx, host));
        assertThat(positions()).isEmpty();
        assertThat(destinations()).isEmpty();
    }

    private void makeRoom(Instant now) {
        DATABASE.change(tx -> Reports.makeRoomForSamples(tx, now));
    }

    private boolean take(int seconds, Block... blocks) {
        return take(new HostReport(NOW.plusSeconds(seconds), List.of(), List.of(), Optional.empty(), List.of(blocks)));
    }

    private void take(int seconds, List<ReportPart> parts) {
        take(new HostReport(NOW.plusSeconds(seconds), parts, List.of()));
    }

    private boolean take(HostReport report) {
        return DATABASE.write(tx -> reports.take(tx, host, report, report.at()));
    }

    private List<ReportPart> held() {
        return DATABASE.read(tx -> Reports.TABLES.stream()
                .<ReportPart>flatMap(table -> table.held(tx, host).stream())
                .toList());
    }

    private List<LogPositions.HeldBlock> positions() {
        return DATABASE.read(tx -> Reports.blockPositions(tx, host));
    }

    private static LogPositions.HeldBlock at(Block block) {
        return new LogPositions.HeldBlock(block.key(), block.number());
    }

    private List<String> destinations() {
        return DATABASE.read(tx -> tx.select(
                        "SELECT destination::text FROM seen_route WHERE node_id = ? ORDER BY destination", node.value())
                .mapTo(String.class)
                .list());
    }

    private static List<String> texts(String sql, ConnectionId of) {
        return DATABASE.read(
                tx -> tx.select(sql, of.value()).mapTo(String.class).list());
    }

    private TunnelReport tunnel(TunnelReport.State state, String reason) {
        return new TunnelReport(connection, node, 2, state, reason, NOW, COUNTERS);
    }

    private Block routes(ConnectionId source, long number, String... destinations) {
        return new RouteBlock(node, Optional.of(source), number, routes(destinations));
    }

    private Block own(long number, String... destinations) {
        return new RouteBlock(node, Optional.empty(), number, routes(destinations));
    }

    private static List<SeenRoute> routes(String... destinations) {
        return Stream.of(destinations)
                .map(destination -> new SeenRoute(
                        Prefix.parse(destination),
                        Optional.of(Ipv4.parse("169.254.70.2")),
                        Ipv4.parse("169.254.70.1"),
                        SeenRoute.Origin.IGP,
                        "65001",
                        0,
                        SeenRoute.Way.TUNNEL))
                .toList();
    }
}
