package dev.causeway.agent.routing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.causeway.agent.MovedClock;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class RefusalsTest {

    private final MovedClock clock = new MovedClock(Instant.EPOCH);
    private final Refusals refusals = new Refusals(clock);
    private int said;

    private void refuse(String what) {
        assertThatThrownBy(() -> refusals.say(what, () -> {
                    said++;
                    throw new LineRefused(13, "% no", false);
                }))
                .isInstanceOf(LineRefused.class)
                .hasMessage("the daemon refuses a line (13): % no");
    }

    @Test
    void whatIsRefusedIsSaidLaterAndLater() {
        for (int second = 0; second < 3600; second++) {
            refuse("line");
            clock.pass(Duration.ofSeconds(1));
        }
        // After 0, 1, 3, 7, 15, 31 and 63 seconds, and each minute from then on.
        assertThat(said).isEqualTo(7 + (3600 - 64) / 60);
    }

    @Test
    void somethingElseOrAnotherDaemonIsTriedAtOnce() {
        refuse("line");
        refuse("line");
        assertThat(said).isEqualTo(1);
        refuse("other");
        assertThat(said).isEqualTo(2);
        refusals.forget();
        refuse("other");
        assertThat(said).isEqualTo(3);
        clock.pass(Duration.ofSeconds(1));
        refusals.say("other", () -> said++);
        refuse("other");
        assertThat(said).isEqualTo(5);
    }
}
