package dev.causeway.agent.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class SteadyClockTest {

    private static final Instant BEGIN = Instant.parse("2026-01-01T00:00:00Z");

    @Test
    void beginsWithTheHostsClockAndGoesOnWithItsOwnNanoseconds() {
        AtomicLong nanoseconds = new AtomicLong(Long.MAX_VALUE - 5);
        SteadyClock clock = SteadyClock.from(Clock.fixed(BEGIN, ZoneOffset.UTC), nanoseconds::get);
        assertThat(clock.instant()).isEqualTo(BEGIN);
        nanoseconds.addAndGet(Duration.ofSeconds(3).toNanos());
        assertThat(clock.instant()).isEqualTo(BEGIN.plusSeconds(3));
    }
}
