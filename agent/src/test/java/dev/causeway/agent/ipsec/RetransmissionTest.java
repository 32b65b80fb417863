package dev.causeway.agent.ipsec;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RetransmissionTest {

    @Test
    void spreadsTheTimeoutOverEqualIntervals() {
        assertThat(Retransmission.within(2)).isEqualTo(new Retransmission(Duration.ofMillis(500), 3));
        assertThat(Retransmission.within(15)).isEqualTo(new Retransmission(Duration.ofSeconds(3), 4));
        assertThat(Retransmission.within(60)).isEqualTo(new Retransmission(Duration.ofSeconds(3), 19));
    }

    /// Earlier would be the end of a peer that answers late, but in time.
    @Test
    void givesThePeerUpWhenTheTimeoutIsOver() {
        assertThat(IntStream.rangeClosed(2, 60)).allSatisfy(seconds -> {
            Retransmission retransmission = Retransmission.within(seconds);
            assertThat(retransmission.total()).isCloseTo(Duration.ofSeconds(seconds), Duration.ofMillis(1));
            assertThat(retransmission.interval()).isLessThanOrEqualTo(Duration.ofSeconds(3));
            assertThat(retransmission.tries()).isGreaterThanOrEqualTo(3);
        });
    }
}
