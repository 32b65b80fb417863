package dev.causeway.controller.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.causeway.controller.node.GatewayKind;
import dev.causeway.controller.node.GatewayNode;
import dev.causeway.model.GatewayId;
import dev.causeway.model.Ipv4;
import dev.causeway.model.NodeId;
import dev.causeway.model.document.DrainReport;
import dev.causeway.model.document.DrainReport.State;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class NodeStateTest {

    private static final Instant NOW = Instant.parse("2026-03-04T05:06:07.891Z");
    private static final Instant ASKED = NOW.minusSeconds(60);

    private static NodeState state(Optional<Instant> wanted, Optional<DrainReport> told, Duration silent) {
        return state(wanted, true, told, silent);
    }

    private static NodeState state(Optional<Instant> wanted, boolean led, Optional<DrainReport> told, Duration silent) {
        var node = new GatewayNode(
                NodeId.random(),
                GatewayId.random(),
                GatewayKind.SITE_TO_CLOUD,
                1,
                "az1",
                false,
                Ipv4.parse("10.0.1.2"),
                1,
                Optional.empty(),
                wanted,
                Optional.empty());
        return NodeState.of(node, led, told, Optional.of(NOW.minus(silent)), NOW);
    }

    private static NodeState state(Optional<Instant> wanted, Optional<DrainReport> told) {
        return state(wanted, told, Duration.ofSeconds(5));
    }

    private static Optional<DrainReport> told(Instant drain, State state) {
        return Optional.of(new DrainReport(NodeId.random(), drain, state, NOW, NOW, false));
    }

    @Test
    void isWhatTheHostHasSeenAndNotWhatWasAskedFor() {
        assertThat(state(Optional.empty(), Optional.empty())).isEqualTo(NodeState.SERVING);
        assertThat(state(Optional.of(ASKED), Optional.empty())).isEqualTo(NodeState.SERVING);
        assertThat(state(Optional.of(ASKED), told(ASKED, State.DRAINING))).isEqualTo(NodeState.DRAINING);
        assertThat(state(Optional.of(ASKED), told(ASKED, State.QUIET))).isEqualTo(NodeState.DRAINED);
        assertThat(state(Optional.of(ASKED), told(ASKED, State.OVERDUE))).isEqualTo(NodeState.DRAINED);
        assertThat(state(Optional.empty(), told(ASKED, State.QUIET))).isEqualTo(NodeState.DRAINED);
    }

    @Test
    void anEarlierDrainThatIsOverSaysNothingOfTheOneThatIsWanted() {
        assertThat(state(Optional.of(ASKED.plusSeconds(1)), told(ASKED, State.QUIET)))
                .isEqualTo(NodeState.DRAINING);
    }

    @Test
    void noneIsDrainedBeforeTheVpcPrefersTheOther() {
        assertThat(state(Optional.of(ASKED), false, told(ASKED, State.QUIET), Duration.ZERO))
                .isEqualTo(NodeState.DRAINING);
        assertThat(state(Optional.of(ASKED), false, told(ASKED, State.OVERDUE), Duration.ZERO))
                .isEqualTo(NodeState.DRAINING);
        assertThat(state(Optional.empty(), false, told(ASKED, State.QUIET), Duration.ZERO))
                .as("it is to serve again")
                .isEqualTo(NodeState.DRAINED);
    }

    @Test
    void nobodyKnowsWhileTheHostIsSilent() {
        assertThat(state(Optional.of(ASKED), told(ASKED, State.QUIET), Duration.ofSeconds(90)))
                .isEqualTo(NodeState.DRAINED);
        assertThat(state(Optional.of(ASKED), told(ASKED, State.QUIET), Duration.ofSeconds(91)))
                .isEqualTo(NodeState.UNKNOWN);
    }
}
