package dev.causeway.agent.node;

import static org.assertj.core.api.Assertions.assertThat;

import dev.causeway.model.NodeId;
import dev.causeway.model.document.DrainReport;
import dev.causeway.model.document.DrainReport.State;
import java.time.Duration;
import java.time.Instant;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class DrainCourseTest {

    private static final NodeId NODE = NodeId.random();
    private static final Instant ASKED = Instant.ofEpochSecond(7);
    private static final Instant BEGIN = Instant.ofEpochSecond(1_000);

    private DrainCourse course = DrainCourse.begin(ASKED, Drains.QUIET, OptionalLong.of(500), BEGIN);
    private long forwarded = 500;

    private DrainReport look(long milliseconds, long more) {
        forwarded += more;
        course = course.after(OptionalLong.of(forwarded), at(milliseconds));
        return course.report(NODE);
    }

    private static Instant at(long milliseconds) {
        return BEGIN.plusMillis(milliseconds);
    }

    private static DrainReport report(State state, long since, boolean passing) {
        return new DrainReport(NODE, ASKED, state, BEGIN, at(since), passing);
    }

    @Test
    void isOverWhenNothingHasPassedForTenSeconds() {
        assertThat(course.report(NODE)).isEqualTo(report(State.DRAINING, 0, true));
        assertThat(look(500, 40)).isEqualTo(report(State.DRAINING, 0, true));
        assertThat(look(1_000, 1)).isEqualTo(report(State.DRAINING, 0, true));
        assertThat(look(10_500, 0)).isEqualTo(report(State.DRAINING, 0, true));
        assertThat(look(11_000, 0)).isEqualTo(report(State.QUIET, 11_000, false));
        assertThat(look(60_000, 0)).isEqualTo(report(State.QUIET, 11_000, false));
    }

    @Test
    void anIdleNodeIsNotQuietAtOnce() {
        assertThat(look(9_500, 0)).isEqualTo(report(State.DRAINING, 0, true));
        assertThat(look(10_000, 0)).isEqualTo(report(State.QUIET, 10_000, false));
    }

    /// Of an application that says something each few seconds.
    @Test
    void rarePacketsStillPass() {
        for (int second = 7; second < 30; second += 7) {
            assertThat(look(Duration.ofSeconds(second).toMillis(), 1)).isEqualTo(report(State.DRAINING, 0, true));
        }
        assertThat(look(30_000, 0)).isEqualTo(report(State.OVERDUE, 30_000, true));
    }

    @Test
    void isOverAfterThirtySecondsWhateverStillPasses() {
        for (int second = 1; second < 30; second++) {
            assertThat(look(Duration.ofSeconds(second).toMillis(), 1)).isEqualTo(report(State.DRAINING, 0, true));
        }
        assertThat(look(30_000, 1)).isEqualTo(report(State.OVERDUE, 30_000, true));
        assertThat(look(31_000, 1)).isEqualTo(report(State.OVERDUE, 30_000, true));
    }

    @Test
    void isOverAfterThirtySecondsThoughNothingCouldBeCounted() {
        course = course.after(OptionalLong.empty(), at(29_500));
        assertThat(course.report(NODE)).isEqualTo(report(State.DRAINING, 0, true));
        course = course.after(OptionalLong.empty(), at(30_000));
        assertThat(course.report(NODE)).isEqualTo(report(State.OVERDUE, 30_000, true));
    }

    @Test
    void staysOverAndTellsWhatPassesAllTheSame() {
        look(10_000, 0);
        assertThat(look(19_000, 3)).isEqualTo(report(State.QUIET, 10_000, true));
        assertThat(look(29_000, 0)).isEqualTo(report(State.QUIET, 10_000, false));
    }

    /// As when a namespace was made anew and counts from nothing.
    @Test
    void aLowerNumberIsNotQuiet() {
        assertThat(look(12_500, -500)).isEqualTo(report(State.DRAINING, 0, true));
    }
}
