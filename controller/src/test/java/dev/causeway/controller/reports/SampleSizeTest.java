package dev.causeway.controller.reports;

import static org.assertj.core.api.Assertions.assertThat;

import dev.causeway.controller.database.Database;
import dev.causeway.controller.database.TestDatabase;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// How much room samples take.
class SampleSizeTest {

    private static final int CONNECTIONS = 200;
    private static final int HOURS = 24;
    private static final Instant BEGIN = Instant.parse("2026-03-04T00:00:00Z");

    private final Database database = TestDatabase.fresh();

    @BeforeEach
    void makeRoom() {
        IntStream.range(0, HOURS)
                .mapToObj(hour -> BEGIN.plus(Duration.ofHours(hour)))
                .forEach(hour -> database.change(tx -> Reports.makeRoomForSamples(tx, hour)));
    }

    /// Round trips are as different as can be, so that nothing gets smaller by being alike.
    @Test
    void aDayOfTwoHundredMonitorsStaysBelowAHundredMebibytes() {
        assertThat(insert("INSERT INTO probe_sample (connection_id, minute, kind, micros)", """
                        'LINK',
                        ARRAY(SELECT (random() * 100000)::integer + 0 * t.minute FROM generate_series(1, 12))""", HOURS))
                .isEqualTo(CONNECTIONS * HOURS * 60);
        assertThat(size("probe_sample")).isBetween(1L << 20, 100L << 20);
    }

    /// Every connection has those, whether it is monitored or not, and every hour takes the same.
    @Test
    void anHourOfTheTrafficOfTwoHundredConnectionsStaysBelowFiveMebibytes() {
        String samples = "ARRAY(SELECT (random() * 100000000)::integer + 0 * t.minute FROM generate_series(1, 12))";
        assertThat(insert(
                        "INSERT INTO traffic_sample"
                                + " (connection_id, minute, bytes_in, bytes_out, packets_in, packets_out)",
                        String.join(", ", Collections.nCopies(4, samples)),
                        1))
                .isEqualTo(CONNECTIONS * 60);
        assertThat(size("traffic_sample")).isBetween(1L << 20, 5L << 20);
    }

    private int insert(String into, String values, int hours) {
        return database.write(tx -> tx.createUpdate(into + """
                         SELECT m.id, :begin + t.minute, %s
                          FROM (SELECT gen_random_uuid() AS id FROM generate_series(1, :connections)) AS m
                         CROSS JOIN generate_series(0, :minutes - 1) AS t (minute)""".formatted(values))
                .bind("begin", BEGIN.getEpochSecond() / 60)
                .bind("connections", CONNECTIONS)
                .bind("minutes", hours * 60)
                .execute());
    }

    private long size(String table) {
        return database.read(
                tx -> tx.createQuery("""
                        SELECT sum(pg_total_relation_size(inhrelid)) FROM pg_inherits
                         WHERE inhparent = to_regclass(:table)""").bind("table", table).mapTo(Long.class).one());
    }
}
