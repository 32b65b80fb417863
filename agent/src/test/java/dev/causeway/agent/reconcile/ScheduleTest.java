package dev.causeway.agent.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class ScheduleTest {

    private static final Duration NOW = Duration.ofSeconds(1000);

    private final Schedule<String> schedule =
            new Schedule<>(new BackOff(Duration.ofMillis(100), Duration.ofSeconds(1), () -> 1));

    @Test
    void startsAKeyOnceHoweverOftenItWasAdded() {
        schedule.add("node", NOW);
        schedule.add("node", NOW);
        assertThat(schedule.start(NOW)).containsExactly("node");
        assertThat(schedule.start(NOW)).isEmpty();
    }

    @Test
    void worksOnAKeyAgainThatChangedMeanwhile() {
        schedule.add("node", NOW);
        schedule.start(NOW);
        schedule.add("node", NOW);
        assertThat(schedule.start(NOW)).as("while it is running").isEmpty();
        schedule.finished("node", Outcome.SETTLED, NOW);
        assertThat(schedule.start(NOW)).containsExactly("node");
        schedule.finished("node", Outcome.SETTLED, NOW);
        assertThat(schedule.isIdle()).isTrue();
    }

    @Test
    void waitsTwiceAsLongAfterEachFailureUpToALimit() {
        Duration now = NOW;
        for (int wait : List.of(100, 200, 400, 800, 1000, 1000)) {
            schedule.add("node", now);
            schedule.start(now);
            schedule.failed("node", now);
            assertThat(schedule.next()).contains(now.plusMillis(wait));
            now = now.plusMillis(wait);
        }
    }

    @Test
    void forgetsFailuresAfterASuccess() {
        for (int i = 0; i < 3; i++) {
            schedule.add("node", NOW);
            schedule.start(NOW);
            schedule.failed("node", NOW);
        }
        schedule.add("node", NOW);
        schedule.start(NOW);
        schedule.finished("node", Outcome.SETTLED, NOW);
        schedule.add("node", NOW);
        schedule.start(NOW);
        schedule.failed("node", NOW);
        assertThat(schedule.next()).contains(NOW.plusMillis(100));
    }

    @Test
    void aChangeEndsTheWaitingButACheckDoesNot() {
        schedule.add("node", NOW);
        schedule.start(NOW);
        schedule.failed("node", NOW);
        schedule.check("node", NOW);
        assertThat(schedule.start(NOW)).isEmpty();
        schedule.add("node", NOW);
        assertThat(schedule.start(NOW)).containsExactly("node");
    }

    @Test
    void whatIsTakenAwayAgainAndAgainIsMadeAgainSoon() {
        for (int i = 0; i < 5; i++) {
            schedule.add("node", NOW);
            schedule.start(NOW);
            schedule.vanished("node", NOW);
            schedule.failed("node", NOW);
            assertThat(schedule.next().orElseThrow()).isLessThanOrEqualTo(NOW.plusMillis(400));
        }
        schedule.vanished("node", NOW);
        assertThat(schedule.start(NOW)).as("spares the host").isEmpty();
        assertThat(schedule.start(NOW.plusMillis(200))).containsExactly("node");
    }

    @Test
    void whatIsTakenAwayWhileItWaitsAfterManyFailuresIsMadeAgainSoon() {
        for (int i = 0; i < 5; i++) {
            schedule.add("node", NOW);
            schedule.start(NOW);
            schedule.failed("node", NOW);
        }
        assertThat(schedule.next()).contains(NOW.plusSeconds(1));
        schedule.vanished("node", NOW);
        assertThat(schedule.start(NOW.plusMillis(200))).containsExactly("node");
    }

    @Test
    void aCheckDuringWorkCountsOnlyIfTheWorkSucceeds() {
        schedule.add("node", NOW);
        schedule.start(NOW);
        schedule.check("node", NOW);
        schedule.failed("node", NOW);
        assertThat(schedule.start(NOW)).isEmpty();
        schedule.add("node", NOW);
        schedule.start(NOW);
        schedule.check("node", NOW);
        schedule.finished("node", Outcome.SETTLED, NOW);
        assertThat(schedule.start(NOW)).containsExactly("node");
    }

    @Test
    void looksAgainWhenAskedTo() {
        schedule.add("node", NOW);
        schedule.start(NOW);
        schedule.finished("node", Outcome.checkAgainIn(Duration.ofSeconds(5)), NOW);
        assertThat(schedule.start(NOW.plusSeconds(4))).isEmpty();
        assertThat(schedule.start(NOW.plusSeconds(5))).containsExactly("node");
    }

    @Test
    void spreadsRetries() {
        var least = new BackOff(Duration.ofMillis(100), Duration.ofSeconds(1), () -> 0);
        assertThat(least.after(1)).isEqualTo(Duration.ofMillis(75));
        assertThat(least.after(1000)).isEqualTo(Duration.ofMillis(750));
    }
}
