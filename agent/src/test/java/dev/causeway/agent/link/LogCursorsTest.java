package dev.causeway.agent.link;

import static org.assertj.core.api.Assertions.assertThat;

import dev.causeway.model.ConnectionId;
import dev.causeway.model.document.Block;
import dev.causeway.model.document.LogLine;
import dev.causeway.model.document.LogPositions;
import dev.causeway.model.document.LogSource;
import dev.causeway.model.document.ReportPart;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class LogCursorsTest {

    private static final Instant NOW = Instant.parse("2026-03-04T05:06:07.891Z");

    private final Logs logs = new Logs();
    private final LogCursors cursors = new LogCursors();

    @Test
    void aLineIsSentUntilItIsAcknowledged() {
        LogSource connection = logs.write(3);
        cursors.start(new LogPositions(List.of()));
        LogCursors.Batch lost = next(connection);
        LogCursors.Batch again = next(connection);
        assertThat(again).isEqualTo(lost);
        assertThat(positions(again)).containsExactly(0L, 1L, 2L);
        cursors.acknowledged(again);
        assertThat(next(connection).lines()).isEmpty();
    }

    @Test
    void whatTheControllerHoldsIsNotSentAgainAfterARestart() {
        LogSource connection = logs.write(5);
        cursors.start(new LogPositions(List.of(new LogPositions.Held(connection, 2))));
        assertThat(positions(next(connection))).containsExactly(3L, 4L);
    }

    @Test
    void aLongLogIsSentInParts() {
        LogSource connection = logs.write(450);
        cursors.start(new LogPositions(List.of()));
        List<Long> sent = new ArrayList<>();
        LogCursors.Batch batch;
        do {
            batch = next(connection);
            cursors.acknowledged(batch);
            sent.addAll(positions(batch));
        } while (batch.moreToCome());
        assertThat(sent).hasSize(450).isSorted().doesNotHaveDuplicates();
    }

    @Test
    void noConnectionWaitsForEverBehindTalkativeOnes() {
        LogSource[] connections =
                IntStream.range(0, 40).mapToObj(_ -> logs.write(1_000)).toArray(LogSource[]::new);
        LogSource quiet = logs.write(1);
        cursors.start(new LogPositions(List.of()));
        LogSource[] all =
                Stream.concat(Stream.of(connections), Stream.of(quiet)).toArray(LogSource[]::new);
        boolean heard = false;
        for (int report = 0; report < 41 && !heard; report++) {
            LogCursors.Batch batch = next(all);
            assertThat(batch.lines()).hasSizeLessThanOrEqualTo(2_000);
            heard = batch.lines().stream().anyMatch(line -> line.source().equals(quiet));
        }
        assertThat(heard).isTrue();
    }

    @Test
    void longLinesAreCutAndWaitForOtherReports() {
        LogSource[] connections = IntStream.range(0, 10)
                .mapToObj(_ -> logs.write(200, "a word ".repeat(10_000)))
                .toArray(LogSource[]::new);
        cursors.start(new LogPositions(List.of()));
        List<LogLine> sent = new ArrayList<>();
        LogCursors.Batch batch;
        do {
            batch = next(connections);
            assertThat(batch.lines().stream()
                            .mapToInt(line -> line.text().length())
                            .sum())
                    .isLessThan(2 << 20);
            cursors.acknowledged(batch);
            sent.addAll(batch.lines());
        } while (batch.moreToCome());
        assertThat(sent).hasSize(2_000).doesNotHaveDuplicates();
    }

    private LogCursors.Batch next(LogSource... sources) {
        return cursors.next(List.of(sources), logs);
    }

    private static List<Long> positions(LogCursors.Batch batch) {
        return batch.lines().stream().map(LogLine::position).toList();
    }

    private static final class Logs implements HostView {

        private final Map<LogSource, List<LogLine>> lines = new HashMap<>();

        @Override
        public List<String> concerns() {
            return List.of();
        }

        LogSource write(int count) {
            return write(count, "line");
        }

        LogSource write(int count, String text) {
            var connection = new LogSource.Connection(ConnectionId.random());
            lines.put(
                    connection,
                    IntStream.range(0, count)
                            .mapToObj(position -> new LogLine(connection, position, NOW, text))
                            .toList());
            return connection;
        }

        @Override
        public void awaitFirstLook(Duration limit) {}

        @Override
        public List<Block> blocks() {
            return List.of();
        }

        @Override
        public List<ReportPart> parts() {
            return List.of();
        }

        @Override
        public List<LogLine> log(LogSource source, long afterPosition, int limit) {
            return lines.get(source).stream()
                    .filter(line -> line.position() > afterPosition)
                    .limit(limit)
                    .toList();
        }
    }
}
