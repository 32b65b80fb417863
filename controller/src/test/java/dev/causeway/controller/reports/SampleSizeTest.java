package dev.causeway.controller.reports;

import static org.assertj.core.api.Assertions.assertThat;

import dev.causeway.controller.database.Database;
import dev.causeway.controller.database.TestDatabase;
import java.time.Duration;
import java.time.Instant;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// How much room samples take.
class SampleSizeTest {

    private static final int MONITORS = 200;
    private static final int HOURS = 24;
    private static final Instant BEGIN = Instant.parse("2026-03-04T00:00:00Z");

    /// Round trips are as different as can be, so that nothing gets smaller by being alike.
    @Test
    void aDayOfTwoHundredMonitorsStaysBelowAHundredMebibytes() {
        Database database = TestDatabase.fresh();
        IntStream.range(0, HOURS)
                .mapToObj(hour -> BEGIN.plus(Duration.ofHours(hour)))
                .forEach(hour -> database.change(tx -> Reports.makeRoomForSamples(tx, hour)));
        int rows = database.write(tx -> tx.createUpdate("""
                        INSERT INTO probe_sample (connection_id, minute, kind, micros)
                        SELECT m.id, :begin + t.minute, 'LINK',
                               ARRAY(SELECT (random() * 100000)::integer + 0 * t.minute FROM generate_series(1, 12))
                          FROM (SELECT gen_random_uuid() AS id FROM generate_series(1, :monitors)) AS m
                         CROSS JOIN generate_series(0, :minutes - 1) AS t (minute)""")
                .bind("begin", BEGIN.getEpochSecond() / 60)
                .bind("monitors", MONITORS)
                .bind("minutes", HOURS * 60)
                .execute());
        assertThat(rows).isEqualTo(MONITORS * HOURS * 60);
        long bytes = database.read(tx -> tx.createQuery("""
                        SELECT sum(pg_total_relation_size(inhrelid)) FROM pg_inherits
                         WHERE inhparent = 'probe_sample'::regclass""").mapTo(Long.class).one());
        assertThat(bytes).isBetween(1L << 20, 100L << 20);
    }
}
