package dev.causeway.agent.link;

import static org.assertj.core.api.Assertions.assertThat;

import dev.causeway.model.ConnectionId;
import dev.causeway.model.Ipv4;
import dev.causeway.model.NodeId;
import dev.causeway.model.Prefix;
import dev.causeway.model.document.Block;
import dev.causeway.model.document.HostReport;
import dev.causeway.model.document.LogPositions;
import dev.causeway.model.document.ProbeBlock;
import dev.causeway.model.document.ProbeKind;
import dev.causeway.model.document.RouteBlock;
import dev.causeway.model.document.SeenRoute;
import dev.causeway.model.wire.Wire;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class BlockCursorsTest {

    private static final Instant NOW = Instant.parse("2026-03-04T05:06:00Z");
    private static final long MINUTE = NOW.getEpochSecond() / 60;

    private final NodeId node = NodeId.random();
    private final ConnectionId connection = ConnectionId.random();
    private final BlockCursors cursors = new BlockCursors();

    @Test
    void aBlockIsSentUntilItIsAcknowledgedThoughItIsToldOnce() {
        Block sample = sample(MINUTE);
        Block route = routes(connection, 1_000);
        assertThat(next(route, sample).blocks()).containsExactly(route, sample);
        BlockCursors.BlockBatch again = next();
        assertThat(again.blocks()).containsExactly(route, sample);
        cursors.acknowledged(again);
        assertThat(next().blocks()).isEmpty();
        assertThat(next(route, sample).blocks()).isEmpty();
    }

    @Test
    void newerRoutesTakeThePlaceOfOlderOnesAndSamplesDoNot() {
        Block newer = routes(connection, 1_001);
        assertThat(next(routes(connection, 1_000), sample(MINUTE - 1), newer, sample(MINUTE))
                        .blocks())
                .containsExactly(newer, sample(MINUTE - 1), sample(MINUTE));
    }

    /// They came while the report with the older ones was on its way.
    @Test
    void routesThatChangeMeanwhileAreSentToo() {
        BlockCursors.BlockBatch sent = next(routes(connection, 1_000));
        Block newer = routes(connection, 1_001);
        next(newer);
        cursors.acknowledged(sent);
        assertThat(next().blocks()).containsExactly(newer);
    }

    @Test
    void whatTheControllerHoldsIsNotSentAgainAfterARestart() {
        Block route = routes(connection, 1_000);
        cursors.start(new LogPositions(
                List.of(),
                List.of(
                        new LogPositions.HeldBlock(route.key(), 1_000),
                        new LogPositions.HeldBlock(sample(MINUTE).key(), MINUTE))));
        assertThat(next(route, sample(MINUTE - 1), sample(MINUTE), sample(MINUTE + 1))
                        .blocks())
                .containsExactly(sample(MINUTE + 1));
    }

    @Test
    void aDatabaseThatWasPutBackIsToldOnceMore() {
        Block route = routes(connection, 1_000);
        cursors.acknowledged(next(route));
        cursors.start(new LogPositions(List.of()));
        assertThat(next(route).blocks()).containsExactly(route);
    }

    @Test
    void aClockThatWasSetBackKeepsNothingFromBeingSent() {
        cursors.acknowledged(next(routes(connection, 10_000_000)));
        Block earlier = routes(connection, 5_000_000);
        assertThat(next(earlier).blocks()).containsExactly(earlier);
    }

    @Test
    void samplesWaitForAnHour() {
        next(sample(MINUTE), sample(MINUTE + 1));
        assertThat(cursors.next(List.of(), NOW.plus(Duration.ofMinutes(61))).blocks())
                .containsExactly(sample(MINUTE + 1));
    }

    @Test
    void manyBlocksGoInSeveralReportsAndEverySourceHasItsTurn() {
        List<Block> all = Stream.generate(() -> routes(ConnectionId.random(), 1_000))
                .limit(50)
                .toList();
        List<Block> minutes =
                LongStream.range(MINUTE - 50, MINUTE).mapToObj(this::sample).toList();
        List<Block> sent = new ArrayList<>();
        BlockCursors.BlockBatch batch =
                next(Stream.concat(minutes.stream(), all.stream()).toArray(Block[]::new));
        while (batch.moreToCome()) {
            assertThat(batch.blocks()).hasSizeLessThanOrEqualTo(220);
            sent.addAll(batch.blocks());
            cursors.acknowledged(batch);
            batch = next();
        }
        sent.addAll(batch.blocks());
        assertThat(sent).hasSize(100).containsAll(all).containsSubsequence(minutes);
    }

    /// A peer makes its AS paths as long as it likes.
    @Test
    void blocksThatWeighMuchGoOneByOneAndKeepNoOthersFromGoing() {
        List<Block> heavy = Stream.generate(() -> routes(ConnectionId.random(), 10_000, "65001 ".repeat(160)))
                .limit(3)
                .toList();
        List<Block> light = Stream.generate(() -> routes(ConnectionId.random(), 100, "65001"))
                .limit(10)
                .toList();
        List<Block> sent = new ArrayList<>();
        BlockCursors.BlockBatch batch =
                next(Stream.concat(heavy.stream(), light.stream()).toArray(Block[]::new));
        for (int reports = 1; batch.moreToCome(); reports++) {
            assertThat(reports).isLessThan(5);
            assertThat(Wire.write(new HostReport(NOW, List.of(), List.of(), Optional.empty(), batch.blocks())))
                    .hasSizeLessThan(6 << 20);
            sent.addAll(batch.blocks());
            cursors.acknowledged(batch);
            batch = next();
        }
        sent.addAll(batch.blocks());
        assertThat(sent)
                .extracting(Block::key)
                .containsExactlyInAnyOrderElementsOf(Stream.concat(heavy.stream(), light.stream())
                        .map(Block::key)
                        .toList());
        assertThat(sent).containsAll(light);
    }

    private Block routes(ConnectionId source, int number, String path) {
        return new RouteBlock(
                node,
                Optional.of(source),
                1_000,
                IntStream.range(0, number)
                        .mapToObj(i -> new SeenRoute(
                                Prefix.parse("10.%d.%d.0/24".formatted(i / 256, i % 256)),
                                Optional.of(Ipv4.parse("169.254.70.2")),
                                Ipv4.parse("169.254.70.1"),
                                SeenRoute.Origin.IGP,
                                path,
                                0,
                                SeenRoute.Way.TUNNEL))
                        .toList());
    }

    private BlockCursors.BlockBatch next(Block... seen) {
        return cursors.next(List.of(seen), NOW);
    }

    private Block routes(ConnectionId source, long number) {
        return new RouteBlock(node, Optional.of(source), number, List.of());
    }

    private Block sample(long minute) {
        return new ProbeBlock(node, connection, ProbeKind.LINK, minute, List.of(1));
    }
}
