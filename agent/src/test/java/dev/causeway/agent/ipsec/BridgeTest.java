package dev.causeway.agent.ipsec;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class BridgeTest {

    private final Bridge bridge = new Bridge();

    @Test
    void looksPastTheMomentInWhichAChildSaIsNegotiatedAnew() {
        assertThat(isUp(true, true, 0)).isTrue();
        assertThat(isUp(false, true, 9_000)).isTrue();
        assertThat(bridge.left(Duration.ofMillis(9_000))).contains(Duration.ofMillis(500));
        assertThat(isUp(false, true, 9_300)).isTrue();
        assertThat(isUp(true, true, 9_400)).isTrue();
        assertThat(bridge.left(Duration.ofMillis(9_400))).isEmpty();
    }

    @Test
    void endsWhenItTakesTooLong() {
        assertThat(isUp(true, true, 0)).isTrue();
        assertThat(isUp(false, true, 9_000)).isTrue();
        assertThat(isUp(false, true, 9_500)).isFalse();
        assertThat(isUp(false, true, 9_600)).isFalse();
    }

    @Test
    void doesNotLookPastTheEndOfAnIkeSaNorToOneThatWasNeverUp() {
        assertThat(isUp(false, true, 0)).isFalse();
        assertThat(isUp(true, true, 10)).isTrue();
        assertThat(isUp(false, false, 20)).isFalse();
        assertThat(isUp(false, true, 30)).isFalse();
    }

    private boolean isUp(boolean carries, boolean connected, int millis) {
        return bridge.isUp(carries, connected, Duration.ofMillis(millis));
    }
}
