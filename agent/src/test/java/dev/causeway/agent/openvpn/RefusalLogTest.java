package dev.causeway.agent.openvpn;

import static org.assertj.core.api.Assertions.assertThat;

import dev.causeway.agent.process.LogTroubles;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RefusalLogTest {

    @TempDir
    private Path folder;

    private Instant now = Instant.parse("2026-01-01T00:00:00Z");
    private EventLog log;
    private RefusalLog refusals;

    @BeforeEach
    void begin() {
        log = new EventLog(folder.resolve("log"), new LogTroubles());
        InstantSource source = () -> now;
        Clock clock = source.withZone(ZoneOffset.UTC);
        refusals = new RefusalLog(log, clock);
    }

    private void refuse(int times) {
        for (int i = 0; i < times; i++) {
            refusals.add(new JsonLine().put("event", "refused"));
        }
    }

    private List<String> told() {
        return log.read(-1, 10_000).stream().map(EventLine::text).toList();
    }

    @Test
    void moreThanSoManyAMinuteAreCounted() {
        refuse(1000);
        assertThat(told()).hasSize(RefusalLog.MOST_PER_MINUTE);
        now = now.plus(Duration.ofSeconds(59));
        refusals.look();
        assertThat(told()).hasSize(RefusalLog.MOST_PER_MINUTE);
        now = now.plus(Duration.ofSeconds(1));
        refusals.look();
        refusals.look();
        assertThat(told()).hasSize(RefusalLog.MOST_PER_MINUTE + 1);
        assertThat(told().getLast()).isEqualTo("{\"event\":\"refused_more\",\"count\":940}");
        refuse(1);
        assertThat(told()).hasSize(RefusalLog.MOST_PER_MINUTE + 2);
    }

    @Test
    void aNextOneTellsOfThoseBeforeFirst() {
        refuse(61);
        now = now.plus(Duration.ofMinutes(5));
        refuse(1);
        assertThat(told().subList(60, 62))
                .containsExactly("{\"event\":\"refused_more\",\"count\":1}", "{\"event\":\"refused\"}");
    }

    @Test
    void fewAreToldOneByOne() {
        for (int minute = 0; minute < 3; minute++) {
            refuse(RefusalLog.MOST_PER_MINUTE);
            now = now.plus(Duration.ofMinutes(1));
            refusals.look();
        }
        assertThat(told()).hasSize(3 * RefusalLog.MOST_PER_MINUTE).allMatch(line -> line.contains("\"refused\""));
    }

    /// Whoever sets the clock back silences nobody.
    @Test
    void aClockThatGoesBackBeginsAnotherMinute() {
        refuse(100);
        now = now.minus(Duration.ofHours(1));
        refuse(1);
        assertThat(told()).hasSize(RefusalLog.MOST_PER_MINUTE + 2);
    }
}
