package dev.causeway.agent.node;

import static org.assertj.core.api.Assertions.assertThat;

import dev.causeway.agent.MovedClock;
import dev.causeway.model.ConnectionId;
import dev.causeway.model.NodeId;
import dev.causeway.model.document.TrafficBlock;
import dev.causeway.model.document.TunnelReport;
import dev.causeway.model.document.TunnelReport.Counters;
import dev.causeway.model.document.TunnelReport.State;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class TrafficSamplerTest {

    private static final Instant BEGIN = Instant.parse("2026-01-01T00:00:00Z");
    private static final long MINUTE = BEGIN.getEpochSecond() / 60;

    private final NodeId node = NodeId.random();
    private final ConnectionId connection = ConnectionId.random();
    private final MovedClock clock = new MovedClock(BEGIN);
    private final TrafficSampler sampler = new TrafficSampler(() -> List.of(seen()), clock, clock);
    private long total;
    private State state = State.UP;
    private Instant since = BEGIN;
    private long generation = 1;

    @Test
    void tellsAMinuteOnceWhenItIsOver() {
        for (int i = 0; i < 14; i++) {
            sampler.look();
            pass(5, 1_000);
        }
        assertThat(sampler.take())
                .containsExactly(new TrafficBlock(
                        node,
                        connection,
                        MINUTE,
                        each(11, 1_000),
                        each(11, 2_000),
                        each(11, 10),
                        each(11, 20),
                        Optional.of(State.UP)));
        assertThat(sampler.take()).isEmpty();
    }

    @Test
    void whatIsLookedAtLateIsNotMore() {
        sampler.look();
        pass(10, 4_000);
        sampler.look();
        pass(120, 0);
        assertThat(sampler.take()).extracting(TrafficBlock::bytesIn).containsExactly(List.of(2_000));
    }

    @Test
    void aCountThatBeganAnewIsNotLess() {
        pass(0, 4_000);
        sampler.look();
        pass(5, -3_000);
        sampler.look();
        pass(120, 0);
        assertThat(sampler.take()).extracting(TrafficBlock::bytesIn).containsExactly(List.of(0));
    }

    @Test
    void aMinuteIsAsBadAsItsWorstMoment() {
        sampler.look();
        assertThat(minuteOf(State.UP, State.APPLYING, State.UP)).contains(State.UP);
        assertThat(minuteOf(State.UP, State.DOWN, State.APPLYING)).contains(State.DOWN);
        assertThat(minuteOf(State.APPLYING, State.APPLYING)).contains(State.APPLYING);
        assertThat(minuteOf(State.UP, State.FAILED, State.DOWN)).contains(State.FAILED);
        assertThat(minuteOf(State.UP)).contains(State.UP);
    }

    private Optional<State> minuteOf(State... states) {
        for (State each : states) {
            turn(each);
            sampler.look();
        }
        pass(120, 0);
        return sampler.take().stream().findFirst().flatMap(TrafficBlock::state);
    }

    /// It changed when nobody looked. That other settings are applied means nothing.
    @Test
    void aTunnelThatCameUpAnewWasDown() {
        sampler.look();
        turn(State.DOWN);
        turn(State.UP);
        assertThat(minuteOf()).isEmpty();
        sampler.look();
        assertThat(minuteOf()).contains(State.DOWN);
        generation++;
        turn(State.APPLYING);
        turn(State.UP);
        sampler.look();
        assertThat(minuteOf()).contains(State.UP);
    }

    private void turn(State next) {
        if (next != state) {
            state = next;
            since = clock.instant();
        }
        pass(1, 0);
    }

    private void pass(int seconds, int bytes) {
        clock.pass(Duration.ofSeconds(seconds));
        total += bytes;
    }

    private static List<Integer> each(int number, int value) {
        return Collections.nCopies(number, value);
    }

    private TunnelReport seen() {
        return new TunnelReport(
                connection,
                node,
                generation,
                state,
                "",
                since,
                new Counters(total / 100, total / 50, total, 2 * total));
    }
}
