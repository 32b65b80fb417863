package dev.causeway.agent.ipsec;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class HearingTest {

    private static final Duration LIMIT = Duration.ofSeconds(15);

    private final Hearing hearing = new Hearing();

    @Test
    void replacesADaemonThatHadAllItsTime() {
        hearing.failed(true, at(0));
        assertThat(hearing.isOverdue()).isTrue();
        hearing.heard();
        assertThat(hearing.isOverdue()).isFalse();
    }

    @Test
    void replacesADaemonThatCannotBeReachedForAMinuteAndSeveralTries() {
        hearing.failed(false, at(0));
        hearing.failed(false, at(3));
        hearing.failed(false, at(59));
        assertThat(hearing.isOverdue()).isFalse();
        hearing.failed(false, at(60));
        assertThat(hearing.isOverdue()).isTrue();
    }

    /// Time passes without a try while the agent is stopped.
    @Test
    void doesNotReplaceADaemonThatWasTriedTwiceOnly() {
        hearing.failed(false, at(0));
        hearing.failed(false, at(3600));
        assertThat(hearing.isOverdue()).isFalse();
        hearing.heard();
        hearing.failed(false, at(3610));
        assertThat(hearing.isOverdue()).isFalse();
    }

    @Test
    void seesPacketsThatGoOutAndNoneThatComesIn() {
        assertThat(oneWay(7, 10, 0)).isFalse();
        assertThat(oneWay(7, 12, 2)).isFalse();
        assertThat(oneWay(7, 12, 16)).isFalse();
        assertThat(oneWay(7, 12, 17)).isTrue();
    }

    @Test
    void isNotMistakenInATunnelThatIsIdleOrAnswered() {
        assertThat(oneWay(7, 10, 0)).isFalse();
        assertThat(oneWay(7, 10, 100)).isFalse();
        assertThat(oneWay(7, 11, 101)).isFalse();
        assertThat(oneWay(8, 12, 115)).isFalse();
        assertThat(oneWay(8, 12, 200)).isFalse();
    }

    @Test
    void beginsAnewWhenTheDaemonWasHeardMeanwhile() {
        assertThat(oneWay(7, 10, 0)).isFalse();
        assertThat(oneWay(7, 11, 2)).isFalse();
        hearing.heard();
        assertThat(oneWay(7, 12, 100)).isFalse();
        assertThat(oneWay(7, 13, 102)).isFalse();
        assertThat(oneWay(7, 13, 117)).isTrue();
    }

    private boolean oneWay(long in, long out, int second) {
        return hearing.isOneWay(in, out, LIMIT, at(second));
    }

    private static Duration at(int second) {
        return Duration.ofSeconds(second);
    }
}
