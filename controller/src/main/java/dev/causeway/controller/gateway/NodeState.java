package dev.causeway.controller.gateway;

import dev.causeway.controller.node.GatewayNode;
import dev.causeway.controller.node.GatewayStatus;
import dev.causeway.controller.node.NodeStatus;
import dev.causeway.controller.resource.Standing;
import dev.causeway.model.ApiWord;
import dev.causeway.model.document.DrainReport;
import java.time.Instant;
import java.util.Optional;

/// Whether traffic has left a node. What its host has seen, and not what was asked for; never stored.
enum NodeState implements ApiWord {
    /// The node turns no traffic away: it is not drained, or its host has not begun yet.
    SERVING("serving"),
    /// It turns traffic away, and some may still pass.
    DRAINING("draining"),
    /// That is over, because nothing passed any more or because it was waited for long enough; and the VPC prefers
    /// the other node.
    DRAINED("drained"),
    /// Its host is silent.
    UNKNOWN("unknown");

    private final String word;

    NodeState(String word) {
        this.word = word;
    }

    @Override
    public String word() {
        return word;
    }

    /// @param led whether, if the node shall be drained, the VPC on the node's host leads its traffic as is wanted
    /// @param told what the node's host last told of its drain, if it told of one
    /// @param heard when that host was last heard; never, if it never was
    static NodeState of(
            GatewayNode node, boolean led, Optional<DrainReport> told, Optional<Instant> heard, Instant now) {
        if (heard.filter(at -> !now.isAfter(at.plus(Standing.TRUST))).isEmpty()) {
            return UNKNOWN;
        }
        return told.map(report -> of(node, led, report)).orElse(SERVING);
    }

    /// How a node is doing, of which this is the state and that the status by itself.
    NodeStatus with(GatewayStatus alone) {
        NodeStatus status = NodeStatus.of(alone);
        return status != NodeStatus.ACTIVE
                ? status
                : switch (this) {
                    case SERVING, UNKNOWN -> status;
                    case DRAINING -> NodeStatus.DRAINING;
                    case DRAINED -> NodeStatus.DRAINED;
                };
    }

    /// A drain that was asked for since is not over because the one before was. Until the host has undone the last one
    /// the node goes on to be drained, whatever is wanted.
    private static NodeState of(GatewayNode node, boolean led, DrainReport told) {
        boolean isUnderWay =
                node.drainedAt().filter(at -> !led || !at.equals(told.drain())).isPresent();
        return switch (told.state()) {
            case DRAINING -> DRAINING;
            case QUIET, OVERDUE -> isUnderWay ? DRAINING : DRAINED;
        };
    }
}
