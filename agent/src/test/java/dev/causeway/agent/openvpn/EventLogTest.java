package dev.causeway.agent.openvpn;

import static org.assertj.core.api.Assertions.assertThat;

import dev.causeway.agent.process.LogTroubles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EventLogTest {

    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

    @TempDir
    private Path folder;

    private final LogTroubles troubles = new LogTroubles();

    private static JsonLine line(String text) {
        return new JsonLine().put("event", text).put("n", 1);
    }

    @Test
    void linesAreReadInTheirOrderFromWhereverOneStopped() {
        var log = new EventLog(folder.resolve("log"), troubles);
        List.of("a", "b\"\\\n\u20ac", "c").forEach(text -> log.add(NOW, line(text)));
        List<EventLine> all = log.read(-1, 10);
        assertThat(all)
                .extracting(EventLine::text)
                .containsExactly(
                        "{\"event\":\"a\",\"n\":1}",
                        "{\"event\":\"b\\\"\\\\\\u000a\u20ac\",\"n\":1}",
                        "{\"event\":\"c\",\"n\":1}");
        assertThat(log.read(-1, 2)).isEqualTo(all.subList(0, 2));
        assertThat(new EventLog(folder.resolve("log"), troubles).read(all.get(1).position(), 10))
                .isEqualTo(all.subList(2, 3));
        assertThat(log.read(all.get(2).position(), 10)).isEmpty();
    }

    /// Names may hold what ends a line for some readers.
    @Test
    void noCharacterOfATextEndsALine() throws IOException {
        var log = new EventLog(folder.resolve("log"), troubles);
        List.of("a\u2028b", "a\u2029b", "a\u0085b", "a\rb").forEach(text -> log.add(NOW, line(text)));
        assertThat(log.read(-1, 10))
                .extracting(EventLine::text)
                .containsExactly(
                        "{\"event\":\"a\\u2028b\",\"n\":1}",
                        "{\"event\":\"a\\u2029b\",\"n\":1}",
                        "{\"event\":\"a\\u0085b\",\"n\":1}",
                        "{\"event\":\"a\\u000db\",\"n\":1}");
    }

    /// As they were written before they were escaped.
    @Test
    void linesWithSuchCharactersAreRead() throws IOException {
        var log = new EventLog(folder.resolve("log"), troubles);
        log.add(NOW, line("a"));
        try (Stream<Path> files = Files.list(folder.resolve("log"))) {
            Files.writeString(
                    files.findFirst().orElseThrow(), "5 {\"event\":\"a\u2028\u0085b\"}\n", StandardOpenOption.APPEND);
        }
        assertThat(log.read(-1, 10)).extracting(EventLine::text).endsWith("{\"event\":\"a\u2028\u0085b\"}");
    }

    @Test
    void twoFilesAreKeptAndPositionsRise() throws IOException {
        var log = new EventLog(folder, 500, troubles);
        List<Long> positions = new ArrayList<>();
        long last = -1;
        for (int i = 0; i < 200; i++) {
            log.add(NOW, line("event " + i));
            for (EventLine line : log.read(last, 10)) {
                positions.add(line.position());
                last = line.position();
            }
        }
        assertThat(positions).hasSize(200).isSorted().doesNotHaveDuplicates();
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files).hasSize(2);
        }
        assertThat(log.read(-1, 1000)).hasSizeBetween(10, 40);
    }

    @Test
    void aFolderThatTakesNoLineIsNoFailure() throws IOException {
        Files.writeString(folder.resolve("file"), "");
        var log = new EventLog(folder.resolve("file"), troubles);
        log.add(NOW, line("a"));
        assertThat(troubles.all()).hasSize(1);
        assertThat(log.read(-1, 10)).isEmpty();
    }
}
