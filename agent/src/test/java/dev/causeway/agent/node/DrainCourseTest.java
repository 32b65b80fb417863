package dev.causeway.agent.node;

import static org.assertj.core.api.Assertions.assertThat;

import dev.causeway.model.NodeId;
import dev.causeway.model.document.DrainReport;
import dev.causeway.model.document.DrainReport.State;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class DrainCourseTest {

    private static final NodeId NODE = NodeId.random();
    private static final Instant ASKED = Instant.ofEpochSecond(7);
    private static final Instant BEGIN = Instant.ofEpochSecond(1_000);

    private DrainCourse course = DrainCourse.begin(ASKED, 500, BEGIN);
    private long forwarded = 500;

    private DrainReport look(long milliseconds, long more) {
        forwarded += more;
        course = course.after(forwarded, at(milliseconds));
        return course.report(NODE);
    }

    private static Instant at(long milliseconds) {
        return BEGIN.plusMillis(milliseconds);
    }

    private static DrainReport report(State state, long since, boolean passing) {
        return new DrainReport(NODE, ASKED, state, BEGIN, at(since), passing);
    }

    @Test
    void isOverWhenNothingHasPassedForTwoSeconds() {
        assertThat(course.report(NODE)).isEqualTo(report(State.DRAINING, 0, true));
        assertThat(look(500, 40)).isEqualTo(report(State.DRAINING, 0, true));
        assertThat(look(1_000, 1)).isEqualTo(report(State.DRAINING, 0, true));
        assertThat(look(2_500, 0)).isEqualTo(report(State.DRAINING, 0, true));
        assertThat(look(3_000, 0)).isEqualTo(report(State.QUIET, 3_000, false));
        assertThat(look(60_000, 0)).isEqualTo(report(State.QUIET, 3_000, false));
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
    void staysOverAndTellsWhatPassesAllTheSame() {
        look(2_000, 0);
        assertThat(look(9_000, 3)).isEqualTo(report(State.QUIET, 2_000, true));
        assertThat(look(11_000, 0)).isEqualTo(report(State.QUIET, 2_000, false));
    }

    /// As when a namespace was made anew and counts from nothing.
    @Test
    void aLowerNumberIsNotQuiet() {
        assertThat(look(2_500, -500)).isEqualTo(report(State.DRAINING, 0, true));
    }
}
