package dev.causeway.controller.inventory;

import static org.assertj.core.api.Assertions.assertThat;

import dev.causeway.controller.reports.Reports;
import dev.causeway.model.VpcId;
import dev.causeway.model.document.ThingReport;
import dev.causeway.model.document.ThingReport.Phase;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RealisedTest {

    private static final long GENERATION = 5;

    @Test
    void whatWasNeverReportedIsPending() {
        assertThat(Realised.of(Optional.empty(), GENERATION)).isEqualTo(Realised.PENDING);
    }

    @Test
    void whatIsAppliedIsDone() {
        assertThat(realised(5, Phase.APPLIED, 5)).isEqualTo(Realised.DONE);
        assertThat(realised(9, Phase.APPLIED, 9)).isEqualTo(Realised.DONE);
    }

    @Test
    void whatIsWantedSinceLaterIsPending() {
        assertThat(realised(4, Phase.APPLIED, 4)).isEqualTo(Realised.PENDING);
        assertThat(realised(5, Phase.APPLYING, 4)).isEqualTo(Realised.PENDING);
        assertThat(realised(4, Phase.FAILED, 3)).isEqualTo(Realised.PENDING);
    }

    @Test
    void whatWasAppliedStaysDoneWhileALaterChangeIsFollowedOrFails() {
        assertThat(realised(6, Phase.APPLYING, 5)).isEqualTo(Realised.DONE);
        assertThat(realised(6, Phase.FAILED, 5)).isEqualTo(Realised.DONE);
    }

    @Test
    void whatCannotBeAppliedHasFailed() {
        assertThat(realised(5, Phase.FAILED, 4)).isEqualTo(Realised.FAILED);
        assertThat(realised(6, Phase.FAILED, 0)).isEqualTo(Realised.FAILED);
    }

    private static Realised realised(long reported, Phase phase, long applied) {
        var report = new ThingReport(Vpc.document(VpcId.random()), reported, 0, phase, "");
        return Realised.of(Optional.of(new Reports.Thing(report, applied, Instant.EPOCH)), GENERATION);
    }
}
