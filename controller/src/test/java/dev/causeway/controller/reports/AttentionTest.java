package dev.causeway.controller.reports;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.causeway.controller.database.Database;
import dev.causeway.controller.database.Select;
import dev.causeway.controller.database.TestDatabase;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class AttentionTest {

    private static final Instant BEGIN = Instant.parse("2030-01-01T00:00:00Z");

    private final Database database = TestDatabase.fresh();

    @Test
    void isNotedAtOnceByAControllerThatStarts() {
        try (var _ = Attention.start(database, Clock.offset(Clock.systemUTC(), Duration.ofDays(4_000)))) {
            await().until(() -> moment("since").isAfter(BEGIN));
        }
    }

    @Test
    void lastsUntilNobodyHasPaidItForHalfAMinute() {
        paid(0);
        paid(30);
        paid(29);
        paid(59);
        assertThat(moment("since")).isEqualTo(BEGIN);
        paid(90);
        assertThat(moment("since")).isEqualTo(BEGIN.plusSeconds(90));
        assertThat(moment("last_at")).isEqualTo(BEGIN.plusSeconds(90));
    }

    private void paid(int seconds) {
        database.change(tx -> Attention.at(BEGIN.plusSeconds(seconds)).in(tx));
    }

    private Instant moment(String column) {
        return database.first(Select.of(row -> row.moment(column), "SELECT " + column + " FROM attention"))
                .orElseThrow();
    }
}
