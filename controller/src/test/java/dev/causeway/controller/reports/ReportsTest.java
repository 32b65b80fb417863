package dev.causeway.controller.reports;

import static org.assertj.core.api.Assertions.assertThat;

import dev.causeway.controller.database.Database;
import dev.causeway.controller.database.TestDatabase;
import dev.causeway.model.ConnectionId;
import dev.causeway.model.HostId;
import dev.causeway.model.NodeId;
import dev.causeway.model.document.DocumentKey;
import dev.causeway.model.document.DocumentKind;
import dev.causeway.model.document.HostReport;
import dev.causeway.model.document.LogLine;
import dev.causeway.model.document.LogSource;
import dev.causeway.model.document.ThingReport;
import dev.causeway.model.document.TunnelReport;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.jdbi.v3.core.statement.SqlLogger;
import org.jdbi.v3.core.statement.SqlStatements;
import org.jdbi.v3.core.statement.StatementContext;
import org.junit.jupiter.api.Test;

class ReportsTest {

    private static final Database DATABASE = TestDatabase.fresh();
    private static final Instant NOW = Instant.parse("2026-03-04T05:06:07.891Z");

    private final Reports reports = new Reports();
    private final HostId host = HostId.random();
    private final NodeId node = NodeId.random();
    private final ConnectionId connection = ConnectionId.random();
    private final LogSource log = new LogSource.Connection(connection);

    @Test
    void whatWasReportedIsHeldAsItWas() {
        var thing = new ThingReport(key(node), 7, 3, ThingReport.Phase.FAILED, "no room");
        var tunnel = tunnel(connection, TunnelReport.State.UP, 5);
        assertThat(take(new HostReport(NOW, List.of(thing, tunnel), List.of()))).isTrue();
        assertThat(heldThing()).contains(new Reports.Thing(thing, 0, NOW));
        assertThat(heldTunnel()).contains(new Reports.Tunnel(tunnel, NOW));
    }

    @Test
    void whatWasAppliedOnceIsHeldWhileTheHostFollowsAChange() {
        assertThat(appliedAfter(0, ThingReport.Phase.APPLYING, 3)).isZero();
        assertThat(appliedAfter(1, ThingReport.Phase.APPLIED, 4)).isEqualTo(4);
        assertThat(appliedAfter(2, ThingReport.Phase.APPLYING, 5)).isEqualTo(4);
        assertThat(appliedAfter(3, ThingReport.Phase.FAILED, 5)).isEqualTo(4);
        assertThat(appliedAfter(4, ThingReport.Phase.APPLIED, 5)).isEqualTo(5);
        assertThat(appliedAfter(5, ThingReport.Phase.ABSENT, 6)).isZero();
    }

    private long appliedAfter(int seconds, ThingReport.Phase phase, long generation) {
        var thing = new ThingReport(key(node), generation, 0, phase, "");
        take(new HostReport(NOW.plusSeconds(seconds), List.of(thing), List.of()));
        return heldThing().orElseThrow().applied();
    }

    @Test
    void whatIsNotInAReportIsNotHeldAnyLonger() {
        var thing = new ThingReport(key(node), 7, 3, ThingReport.Phase.APPLIED, "");
        take(new HostReport(NOW, List.of(thing, tunnel(connection, TunnelReport.State.UP, 5)), List.of()));
        take(new HostReport(NOW.plusSeconds(1), List.of(), List.of()));
        assertThat(heldThing()).isEmpty();
        assertThat(heldTunnel()).isEmpty();
    }

    @Test
    void aReportFromThePastChangesNothing() {
        take(report(NOW, tunnel(connection, TunnelReport.State.UP, 5)));
        assertThat(take(report(NOW.minusMillis(1), tunnel(connection, TunnelReport.State.DOWN, 4))))
                .isFalse();
        assertThat(take(report(NOW, tunnel(connection, TunnelReport.State.DOWN, 4))))
                .isFalse();
        assertThat(state()).isEqualTo(TunnelReport.State.UP);
    }

    @Test
    void aHostWhoseClockIsSetBackIsHeardAgain() {
        take(report(NOW, tunnel(connection, TunnelReport.State.UP, 5)));
        Instant earlier = NOW.minus(Duration.ofHours(1));
        assertThat(take(report(earlier, tunnel(connection, TunnelReport.State.DOWN, 4))))
                .isTrue();
        assertThat(state()).isEqualTo(TunnelReport.State.DOWN);
    }

    @Test
    void anotherHostsReportTakesNothingAway() {
        take(report(NOW, tunnel(connection, TunnelReport.State.UP, 5)));
        DATABASE.write(
                tx -> reports.take(tx, HostId.random(), new HostReport(NOW.plusSeconds(1), List.of(), List.of()), NOW));
        assertThat(state()).isEqualTo(TunnelReport.State.UP);
    }

    @Test
    void aLineThatIsReportedTwiceIsHeldOnce() {
        take(new HostReport(NOW, List.of(), lines(1, 3)));
        take(new HostReport(NOW.plusSeconds(1), List.of(), lines(2, 5)));
        assertThat(log(10)).extracting(LogLine::position).containsExactly(1L, 2L, 3L, 4L, 5L);
        assertThat(log(2)).isEqualTo(lines(4, 5));
        Map<LogSource, Long> positions = DATABASE.read(
                tx -> reports.logPositions(tx, List.of(log, new LogSource.Connection(ConnectionId.random()))));
        assertThat(positions).containsExactlyEntriesOf(Map.of(log, 5L));
    }

    @Test
    void onlyTheNewestThousandLinesAreHeld() {
        take(new HostReport(NOW, List.of(), lines(1, 900)));
        take(new HostReport(NOW.plusSeconds(1), List.of(), lines(901, 1_200)));
        assertThat(log(5_000)).hasSize(1_000).first().isEqualTo(lines(201, 201).getFirst());
    }

    @Test
    void aLineMayHoldAnyCharacter() {
        take(new HostReport(NOW, List.of(), List.of(new LogLine(log, 1, NOW, "a\0b \u2028 \uD83D\uDE00"))));
        assertThat(log(1)).extracting(LogLine::text).containsExactly("a b \u2028 \uD83D\uDE00");
    }

    @Test
    void aThousandTunnelsTakeAsFewStatementsAsOne() {
        List<TunnelReport> tunnels = IntStream.range(0, 1_000)
                .mapToObj(_ -> tunnel(ConnectionId.random(), TunnelReport.State.UP, 1))
                .toList();
        long one = statements(new HostReport(NOW, List.copyOf(tunnels.subList(0, 1)), List.of()));
        long thousand = statements(new HostReport(NOW.plusSeconds(1), List.copyOf(tunnels), List.of()));
        long again = statements(new HostReport(NOW.plusSeconds(2), List.copyOf(counted(tunnels, 2)), List.of()));
        assertThat(thousand).isEqualTo(one);
        assertThat(again).isEqualTo(one);
    }

    /// How many statements taking a report costs.
    private long statements(HostReport report) {
        var count = new AtomicLong();
        DATABASE.change(tx -> {
            tx.getConfig(SqlStatements.class).setSqlLogger(new SqlLogger() {
                @Override
                public void logAfterExecution(StatementContext context) {
                    count.incrementAndGet();
                }
            });
            assertThat(reports.take(tx, host, report, report.at())).isTrue();
        });
        return count.get();
    }

    @Test
    void nothingIsHeldOfAForgottenConnection() {
        take(new HostReport(NOW, List.of(tunnel(connection, TunnelReport.State.UP, 1)), lines(1, 3)));
        DATABASE.change(tx -> reports.forget(tx, connection));
        assertThat(log(10)).isEmpty();
        assertThat(heldTunnel()).isEmpty();
    }

    private boolean take(HostReport report) {
        return DATABASE.write(tx -> reports.take(tx, host, report, report.at()));
    }

    private Optional<Reports.Thing> heldThing() {
        return DATABASE.read(tx -> reports.thing(tx, host, key(node)));
    }

    private Optional<Reports.Tunnel> heldTunnel() {
        return DATABASE.read(tx -> reports.tunnel(tx, connection));
    }

    private TunnelReport.State state() {
        return heldTunnel().orElseThrow().report().state();
    }

    private List<LogLine> log(int limit) {
        return DATABASE.list(Reports.log(log, limit)).reversed();
    }

    private List<LogLine> lines(long from, long to) {
        return LongStream.rangeClosed(from, to)
                .mapToObj(position -> new LogLine(log, position, NOW.plusMillis(position), "line " + position))
                .toList();
    }

    private static HostReport report(Instant at, TunnelReport tunnel) {
        return new HostReport(at, List.of(tunnel), List.of());
    }

    private TunnelReport tunnel(ConnectionId id, TunnelReport.State state, long bytes) {
        return new TunnelReport(id, node, 2, state, "", NOW, new TunnelReport.Counters(1, 2, bytes, 4));
    }

    private static List<TunnelReport> counted(List<TunnelReport> tunnels, int bytes) {
        return tunnels.stream()
                .map(tunnel -> new TunnelReport(
                        tunnel.connection(),
                        tunnel.node(),
                        tunnel.generation(),
                        tunnel.state(),
                        tunnel.reason(),
                        tunnel.since(),
                        new TunnelReport.Counters(bytes, bytes, bytes, bytes)))
                .toList();
    }

    private static DocumentKey key(NodeId node) {
        return new DocumentKey(DocumentKind.NODE, node.toString());
    }
}
