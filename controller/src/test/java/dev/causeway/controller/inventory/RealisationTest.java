package dev.causeway.controller.inventory;

import static org.assertj.core.api.Assertions.assertThat;

import dev.causeway.controller.reports.Reports;
import dev.causeway.controller.resource.Standing;
import dev.causeway.model.HostId;
import dev.causeway.model.VpcId;
import dev.causeway.model.document.ThingReport;
import dev.causeway.model.document.ThingReport.Phase;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RealisationTest {

    private static final VpcId VPC = VpcId.random();
    private static final Instant NOW = Instant.parse("2026-01-02T03:04:05Z");

    @Test
    void whatIsWantedSinceLaterIsPending() {
        assertThat(standing(said(4, Phase.APPLIED, 4))).isEqualTo(Standing.PENDING);
        assertThat(standing(said(5, Phase.APPLYING, 4))).isEqualTo(Standing.PENDING);
        assertThat(standing(said(4, Phase.FAILED, 3))).isEqualTo(Standing.PENDING);
        assertThat(standing(new Reports.Said(HostId.random(), Optional.empty(), NOW)))
                .isEqualTo(Standing.PENDING);
        assertThat(standing()).isEqualTo(Standing.PENDING);
    }

    @Test
    void whatWasAppliedStaysSoWhileALaterChangeIsFollowed() {
        assertThat(standing(said(5, Phase.APPLIED, 5))).isEqualTo(Standing.APPLIED);
        assertThat(standing(said(6, Phase.APPLYING, 5))).isEqualTo(Standing.APPLIED);
    }

    @Test
    void whatCannotBeAppliedHasFailedWhateverItWasBefore() {
        assertThat(standing(said(5, Phase.FAILED, 4))).isEqualTo(Standing.FAILED);
        assertThat(standing(said(6, Phase.FAILED, 0))).isEqualTo(Standing.FAILED);
        assertThat(standing(said(6, Phase.FAILED, 5))).isEqualTo(Standing.FAILED);
    }

    @Test
    void isAsGoodAsOnTheWorstHost() {
        var good = said(5, Phase.APPLIED, 5);
        assertThat(standing(good, said(4, Phase.APPLIED, 4))).isEqualTo(Standing.PENDING);
        assertThat(standing(said(5, Phase.FAILED, 4), good)).isEqualTo(Standing.FAILED);
    }

    @Test
    void isUnknownOnAHostThatIsSilentSinceTheThingWasMade() {
        var silent = new Reports.Said(HostId.random(), Optional.empty(), NOW.minusSeconds(1000));
        var realisation = new Realisation(Map.of(Vpc.document(VPC), List.of(silent)), NOW.minusSeconds(500), NOW);
        assertThat(realisation.of(VPC, 5, NOW.minusSeconds(91))).isEqualTo(Standing.SILENT);
        assertThat(realisation.of(VPC, 5, NOW.minusSeconds(90))).isEqualTo(Standing.PENDING);
        var justStarted = new Realisation(realisation.said(), NOW.minusSeconds(90), NOW);
        assertThat(justStarted.of(VPC, 5, Instant.EPOCH)).isEqualTo(Standing.PENDING);
    }

    private static Standing standing(Reports.Said... hosts) {
        return new Realisation(Map.of(Vpc.document(VPC), List.of(hosts)), NOW, NOW).of(VPC, 5, Instant.EPOCH);
    }

    private static Reports.Said said(long reported, Phase phase, long applied) {
        var report = new ThingReport(Vpc.document(VPC), reported, 0, phase, "");
        return new Reports.Said(HostId.random(), Optional.of(new Reports.Thing(report, applied, NOW)), NOW);
    }
}
