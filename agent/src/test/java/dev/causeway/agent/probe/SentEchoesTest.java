package dev.causeway.agent.probe;

import static org.assertj.core.api.Assertions.assertThat;

import dev.causeway.agent.probe.ProbeTarget.Purpose;
import dev.causeway.model.Ipv4;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SentEchoesTest {

    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

    private final SentEchoes requests = new SentEchoes(Duration.ofSeconds(5));
    private final Pulse pulse = new Pulse(Duration.ofSeconds(20));
    private final Judge judge = new Judge(Purpose.TUNNEL);

    @Test
    void readsAnswersAndNothingElse() {
        assertThat(AnswerLine.read("10.9.0.1  : [4], 64 bytes, 0.042 ms (0.033 avg, 20% loss)"))
                .contains(new AnswerLine(Ipv4.parse("10.9.0.1"), 4, 42));
        assertThat(AnswerLine.read("203.0.113.20 : [120], 64 bytes, 123 ms (99.1 avg, 0% loss)"))
                .contains(new AnswerLine(Ipv4.parse("203.0.113.20"), 120, 123_000));
        assertThat(List.of(
                        "10.9.1.2  : [1], timed out (NaN avg, 100% loss)",
                        "ICMP Host Unreachable from 10.9.1.1 for ICMP Echo sent to 10.9.1.2",
                        "300.1.1.1 is an alias",
                        ""))
                .allSatisfy(line -> assertThat(AnswerLine.read(line)).isEmpty());
    }

    @Test
    void anAnswerIsKnownAtOnceAndALossWhenItIsLate() {
        pulse.beat(0, seconds(0.1));
        requests.answered(0, 900);
        assertThat(micros(0.1)).containsExactly(900);
        pulse.beat(1, seconds(5.1));
        assertThat(micros(7.5)).isEmpty();
        assertThat(micros(7.7)).containsExactly(ProbeSamples.LOST);
        requests.answered(2, 700);
        assertThat(micros(10.2)).containsExactly(700);
    }

    @Test
    void requestsThatWereNeverAnsweredAreAllCounted() {
        pulse.beat(3, seconds(15));
        assertThat(micros(17.6)).containsExactly(-1, -1, -1, -1);
    }

    @Test
    void aProgramThatStandsStillLosesNothing() {
        pulse.beat(0, seconds(0));
        requests.answered(0, 500);
        assertThat(micros(4)).containsExactly(500);
        assertThat(pulse.standsStill(seconds(20))).isFalse();
        assertThat(pulse.standsStill(seconds(20.1))).isTrue();
        assertThat(micros(3600)).isEmpty();
        pulse.beat(1, seconds(3601));
        assertThat(pulse.standsStill(seconds(3601))).isFalse();
        requests.answered(1, 600);
        assertThat(micros(3601)).containsExactly(600);
    }

    @Test
    void aReaderThatStandsStillLosesNothing() {
        for (int i = 0; i < 20; i++) {
            pulse.beat(i, seconds(100));
        }
        assertThat(micros(100)).as("what was answered may be on its way").isEmpty();
        for (int i = 0; i < 20; i++) {
            requests.answered(i, 500);
        }
        assertThat(micros(102.6)).hasSize(20).containsOnly(500);
    }

    @Test
    void whatComesTooLateStaysLost() {
        pulse.beat(0, seconds(0));
        assertThat(micros(3)).containsExactly(ProbeSamples.LOST);
        requests.answered(0, 2_900_000);
        assertThat(micros(3.2)).isEmpty();
    }

    @Test
    void nothingIsKnownBeforeTheFirstAnswer() {
        assertThat(judge.verdict()).isEmpty();
        assertThat(lose(5)).isFalse();
        assertThat(judge.verdict()).isEmpty();
        assertThat(judge.take(80, NOW)).isTrue();
        assertThat(judge.verdict()).contains(new ProbeVerdict(true, NOW));
    }

    @Test
    void twoLostRoundsFailAndOneAnswerRestores() {
        judge.take(80, NOW);
        assertThat(lose(5)).as("less than two rounds").isFalse();
        assertThat(judge.verdict().map(ProbeVerdict::passes)).contains(true);
        assertThat(lose(1)).isTrue();
        assertThat(judge.verdict().map(ProbeVerdict::passes)).contains(false);
        assertThat(lose(30)).as("it stays so").isFalse();
        Instant later = NOW.plusSeconds(100);
        assertThat(judge.take(80, later)).isTrue();
        assertThat(judge.verdict()).contains(new ProbeVerdict(true, later));
    }

    @Test
    void anAnswerInBetweenStartsTheCountAnew() {
        judge.take(80, NOW);
        lose(5);
        judge.take(80, NOW);
        assertThat(lose(5)).isFalse();
        assertThat(judge.verdict()).isEqualTo(Optional.of(new ProbeVerdict(true, NOW)));
    }

    private boolean lose(int number) {
        boolean changed = false;
        for (int i = 0; i < number; i++) {
            changed |= judge.take(ProbeSamples.LOST, NOW);
        }
        return changed;
    }

    private List<Integer> micros(double elapsed) {
        return requests.settle(pulse.over(seconds(elapsed))).stream()
                .map(SentEchoes.Fate::micros)
                .toList();
    }

    private static Duration seconds(double number) {
        return Duration.ofMillis(Math.round(number * 1000));
    }
}
