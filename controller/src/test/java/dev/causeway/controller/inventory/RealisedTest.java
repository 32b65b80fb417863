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
    private static final Instant NOW = Instant.parse("2026-01-02T03:04:05Z");

    @Test
    void whatWasNeverReportedIsPending() {
        assertThat(Realised.of(new Realised.Seen(Optional.empty(), NOW), GENERATION, NOW))
                .isEqualTo(Realised.PENDING);
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
    void whatWasAppliedStaysDoneWhileALaterChangeIsFollowed() {
        assertThat(realised(6, Phase.APPLYING, 5)).isEqualTo(Realised.DONE);
    }

    @Test
    void whatCannotBeAppliedHasFailed() {
        assertThat(realised(5, Phase.FAILED, 4)).isEqualTo(Realised.FAILED);
        assertThat(realised(6, Phase.FAILED, 0)).isEqualTo(Realised.FAILED);
    }

    @Test
    void whatWasAppliedAndFailsNowHasFailed() {
        assertThat(realised(5, Phase.FAILED, 5)).isEqualTo(Realised.FAILED);
        assertThat(realised(6, Phase.FAILED, 5)).isEqualTo(Realised.FAILED);
    }

    @Test
    void nobodyKnowsHowItIsOnAHostThatWasSilentForLong() {
        var applied = seen(5, Phase.APPLIED, 5);
        assertThat(Realised.of(applied, GENERATION, NOW.plusSeconds(90))).isEqualTo(Realised.DONE);
        assertThat(Realised.of(applied, GENERATION, NOW.plusSeconds(91))).isEqualTo(Realised.SILENT);
        var never = new Realised.Seen(Optional.empty(), NOW);
        assertThat(Realised.of(never, GENERATION, NOW.plusSeconds(91))).isEqualTo(Realised.SILENT);
    }

    private static Realised realised(long reported, Phase phase, long applied) {
        return Realised.of(seen(reported, phase, applied), GENERATION, NOW);
    }

    private static Realised.Seen seen(long reported, Phase phase, long applied) {
        var report = new ThingReport(Vpc.document(VpcId.random()), reported, 0, phase, "");
        return new Realised.Seen(Optional.of(new Reports.Thing(report, applied, NOW)), NOW);
    }
}
