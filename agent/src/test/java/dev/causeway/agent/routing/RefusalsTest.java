package dev.causeway.agent.routing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;

class RefusalsTest {

    private Instant now = Instant.EPOCH;
    private int said;
    private final Refusals refusals = new Refusals(new Clock() {
        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }

        @Override
        public Instant instant() {
            return now;
        }
    });

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
            now = now.plus(Duration.ofSeconds(1));
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
        now = now.plus(Duration.ofSeconds(1));
        refusals.say("other", () -> said++);
        refuse("other");
        assertThat(said).isEqualTo(5);
    }
}
