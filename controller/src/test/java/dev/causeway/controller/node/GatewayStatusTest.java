package dev.causeway.controller.node;

import static org.assertj.core.api.Assertions.assertThat;

import dev.causeway.model.GatewayId;
import dev.causeway.model.Ipv4;
import dev.causeway.model.NodeId;
import dev.causeway.model.document.ThingReport;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GatewayStatusTest {

    private static final Instant CHANGED = Instant.parse("2026-01-01T00:00:00Z");

    private record Placed(
            GatewayId id,
            long generation,
            Instant changedAt,
            Optional<Instant> appliedAt,
            boolean deleting,
            boolean frozen,
            List<GatewayNode> nodes)
            implements PlacedGateway {}

    private static Placed gateway(long generation, boolean worked, boolean deleting, List<GatewayNode> nodes) {
        Optional<Instant> applied = worked ? Optional.of(CHANGED) : Optional.empty();
        return new Placed(GatewayId.random(), generation, CHANGED, applied, deleting, false, nodes);
    }

    private static GatewayNode node(int index, long applied, Optional<Instant> failingSince) {
        return node(index, applied, failingSince, Optional.empty());
    }

    private static GatewayNode node(
            int index, long applied, Optional<Instant> failingSince, Optional<Instant> workingSince) {
        return new GatewayNode(
                NodeId.random(),
                GatewayId.random(),
                GatewayKind.SITE_TO_CLOUD,
                index,
                "az1",
                false,
                Ipv4.parse("10.0.1.2"),
                applied,
                failingSince,
                Optional.empty(),
                workingSince);
    }

    private static GatewayStatus.Seen seen(
            GatewayNode node, long gatewayGeneration, ThingReport.Phase phase, Instant at) {
        return new GatewayStatus.Seen(new ThingReport(node.document(), 1, gatewayGeneration, phase, ""), at);
    }

    @ParameterizedTest
    @CsvSource({
        // wanted, worked before, applied by node 1 and 2, seconds since the change, status
        "1, false, 0, 0, 1, PENDING_CREATE",
        "1, false, 1, 0, 1, PENDING_CREATE",
        "1, false, 1, 1, 1, ACTIVE",
        "1, false, 1, 0, 301, FAULT",
        "2, true, 2, 1, 1, PENDING_UPDATE",
        "2, true, 2, 2, 1, ACTIVE",
        "2, true, 2, 1, 301, FAULT",
    })
    void needsBothNodes(long wanted, boolean worked, long first, long second, int after, GatewayStatus expected) {
        var one = node(1, first, Optional.empty());
        var two = node(2, second, Optional.empty());
        Instant now = CHANGED.plusSeconds(after);
        var reports = Map.of(
                one.id(), seen(one, first, ThingReport.Phase.APPLYING, now),
                two.id(), seen(two, second, ThingReport.Phase.APPLYING, now));
        assertThat(GatewayStatus.of(gateway(wanted, worked, false, List.of(one, two)), reports, CHANGED, now))
                .isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({"10, ACTIVE", "16, FAULT"})
    void isAFaultWhenANodeKeepsFailing(int seconds, GatewayStatus expected) {
        var one = node(1, 1, Optional.of(CHANGED));
        Instant now = CHANGED.plusSeconds(seconds);
        assertThat(GatewayStatus.of(
                        gateway(1, true, false, List.of(one)),
                        Map.of(one.id(), seen(one, 1, ThingReport.Phase.FAILED, now)),
                        CHANGED,
                        now))
                .isEqualTo(expected);
    }

    private static Optional<Instant> after(Integer seconds) {
        return Optional.ofNullable(seconds).map(CHANGED::plusSeconds);
    }

    @ParameterizedTest
    @CsvSource({
        // wanted, applied by node 2; that failing since, working since, its host last heard, and asked, in seconds
        // since the change; status, since when
        "1, 0,    ,    ,   1,   1, PENDING_UPDATE, 0",
        "1, 1,    ,    ,  60,  60, ACTIVE,         0",
        "1, 1,    ,  40,  60,  60, ACTIVE,         40",
        "1, 1,  30,  20,  60,  60, FAULT,          45",
        "1, 1, -30,    ,  60,  60, FAULT,          -15",
        "1, 1,    ,  20,  60, 200, FAULT,          150",
        "1, 1, 130,  20, 150, 150, FAULT,          145",
        "2, 1,    ,  20,   9, 400, FAULT,          300",
        "2, 1, 310,    , 400, 400, FAULT,          300",
    })
    void hasBeenSoSinceAMomentThatStays(
            long wanted,
            long applied,
            Integer failing,
            Integer working,
            int heard,
            int asked,
            GatewayStatus expected,
            int since) {
        Instant at = CHANGED.plusSeconds(asked);
        var one = node(1, wanted, Optional.empty(), after(-3600));
        var two = node(2, applied, after(failing), after(working));
        var gateway = gateway(wanted, true, false, List.of(one, two));
        var reports = Map.of(
                one.id(), seen(one, wanted, ThingReport.Phase.APPLIED, at),
                two.id(), seen(two, applied, ThingReport.Phase.APPLYING, CHANGED.plusSeconds(heard)));
        for (Instant now : List.of(at, at.plusMillis(5))) {
            GatewayStatus status = GatewayStatus.of(gateway, reports, CHANGED, now);
            assertThat(status).isEqualTo(expected);
            assertThat(status.since(gateway, reports)).isEqualTo(CHANGED.plusSeconds(since));
        }
    }

    @Test
    void silenceCountsFromWhenItCouldBeHeard() {
        var one = node(1, 1, Optional.empty());
        Instant now = CHANGED.plusSeconds(3600);
        var reports = Map.of(one.id(), seen(one, 1, ThingReport.Phase.APPLIED, CHANGED));
        Placed gateway = gateway(1, true, false, List.of(one));
        assertThat(GatewayStatus.of(gateway, reports, CHANGED, now)).isEqualTo(GatewayStatus.FAULT);
        assertThat(GatewayStatus.of(gateway, reports, now.minusSeconds(5), now)).isEqualTo(GatewayStatus.ACTIVE);
    }

    @ParameterizedTest
    @CsvSource({"100, PENDING_UPDATE", "300, PENDING_UPDATE", "301, FAULT"})
    void isGivenTimeToChangeThoughAHostIsSilent(int seconds, GatewayStatus expected) {
        var one = node(1, 1, Optional.empty());
        var two = node(2, 2, Optional.empty());
        var gateway = gateway(2, true, false, List.of(one, two));
        assertThat(GatewayStatus.of(gateway, Map.of(), CHANGED, CHANGED.plusSeconds(seconds)))
                .isEqualTo(expected);
    }

    @Test
    void isPendingDeleteWhateverIsReported() {
        var one = node(1, 1, Optional.of(CHANGED));
        assertThat(GatewayStatus.of(gateway(2, true, true, List.of(one)), Map.of(), CHANGED, CHANGED.plusSeconds(9999)))
                .isEqualTo(GatewayStatus.PENDING_DELETE);
    }

    @Test
    void isFrozenWhateverIsReportedUntilItIsDeleted() {
        var one = node(1, 1, Optional.of(CHANGED));
        var id = GatewayId.random();
        var frozen = new Placed(id, 2, CHANGED, Optional.of(CHANGED), false, true, List.of(one));
        var going = new Placed(id, 2, CHANGED, Optional.of(CHANGED), true, true, List.of(one));
        assertThat(GatewayStatus.of(frozen, Map.of(), CHANGED, CHANGED.plusSeconds(9999)))
                .isEqualTo(GatewayStatus.FROZEN);
        assertThat(GatewayStatus.of(going, Map.of(), CHANGED, CHANGED)).isEqualTo(GatewayStatus.PENDING_DELETE);
    }
}
