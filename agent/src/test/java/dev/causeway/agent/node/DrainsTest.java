package dev.causeway.agent.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.causeway.model.NodeId;
import dev.causeway.model.document.DrainReport;
import dev.causeway.model.document.DrainReport.State;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class DrainsTest {

    private static final NodeId NODE = NodeId.random();
    private static final Optional<Instant> FIRST = Optional.of(Instant.ofEpochSecond(7));
    private static final Optional<Instant> SECOND = Optional.of(Instant.ofEpochSecond(8));

    private Instant now = Instant.ofEpochSecond(1_000);
    private OptionalLong passed = OptionalLong.empty();
    private boolean readable = true;
    private int changes;
    private final Drains drains = new Drains(new Counter(), Duration.ofSeconds(2), () -> changes++, () -> now);

    /// Counts what the test says, between the beginning and the end.
    private final class Counter implements PassageCounter {

        @Override
        public void begin(NodeId node) {
            passed = OptionalLong.of(0);
        }

        @Override
        public OptionalLong count(NodeId node) {
            if (!readable) {
                throw new IllegalStateException("there is no such namespace");
            }
            return passed;
        }

        @Override
        public void end(NodeId node) {
            passed = OptionalLong.empty();
        }
    }

    private Optional<State> lookAfter(int seconds) {
        now = now.plusSeconds(seconds);
        drains.look();
        return drains.observe(NODE).map(DrainReport::state);
    }

    @Test
    void aNodeIsLookedAtWhileItIsDrained() {
        assertThat(lookAfter(1)).isEmpty();
        drains.apply(NODE, FIRST);
        assertThat(lookAfter(1)).contains(State.DRAINING);
        drains.apply(NODE, FIRST);
        assertThat(lookAfter(1)).contains(State.QUIET);
        drains.apply(NODE, Optional.empty());
        assertThat(lookAfter(1)).isEmpty();
        assertThat(changes).isEqualTo(3);
        assertThat(passed).isEmpty();
    }

    @Test
    void whatAnAgentBeforeLeftCountingIsEnded() {
        passed = OptionalLong.of(7);
        drains.apply(NODE, Optional.empty());
        assertThat(passed).isEmpty();
    }

    /// As after its namespace was made anew.
    @Test
    void aNodeInWhichNothingCountsAnyMoreIsNotQuiet() {
        drains.apply(NODE, FIRST);
        passed = OptionalLong.empty();
        assertThat(lookAfter(5)).contains(State.DRAINING);
        drains.apply(NODE, FIRST);
        assertThat(passed).hasValue(0);
    }

    @Test
    void anotherWishIsWaitedForAnew() {
        drains.apply(NODE, FIRST);
        assertThat(lookAfter(2)).contains(State.QUIET);
        drains.apply(NODE, SECOND);
        assertThat(lookAfter(1)).contains(State.DRAINING);
        assertThat(drains.observe(NODE).map(DrainReport::drain)).isEqualTo(SECOND);
    }

    @Test
    void aNodeThatCannotBeLookedAtIsNotQuiet() {
        drains.apply(NODE, FIRST);
        readable = false;
        assertThat(lookAfter(5)).contains(State.DRAINING);
        readable = true;
        passed = OptionalLong.of(3);
        assertThat(lookAfter(1)).contains(State.DRAINING);
        assertThat(lookAfter(2)).contains(State.QUIET);
    }

    @Test
    void aNodeThatCanNeverBeLookedAtIsOverdue() {
        readable = false;
        assertThatThrownBy(() -> drains.apply(NODE, FIRST)).isInstanceOf(IllegalStateException.class);
        assertThat(lookAfter(29)).contains(State.DRAINING);
        assertThat(lookAfter(1)).contains(State.OVERDUE);
        assertThat(drains.observe(NODE).map(DrainReport::passing)).contains(true);
    }
}
