package dev.causeway.controller.gateway;

import dev.causeway.model.NodeId;
import dev.causeway.model.document.ThingReport;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;

/// How a gateway is doing. Computed from what is wanted and what its nodes' hosts last reported; never stored.
public enum GatewayStatus {
    PENDING_CREATE,
    PENDING_UPDATE,
    PENDING_DELETE,
    ACTIVE,
    FAULT;

    /// How long creating or changing a gateway may take.
    static final Duration DEADLINE = Duration.ofMinutes(5);

    /// How long a host may be silent.
    static final Duration SILENCE = Duration.ofSeconds(90);

    /// How long a node may fail: agents try again, and most failures pass.
    static final Duration PATIENCE = Duration.ofSeconds(15);

    /// The last word about a node.
    ///
    /// @param heard when its host was last heard, but not before this controller could hear it
    public record Seen(ThingReport report, Instant heard) {}

    /// Decides the status.
    ///
    /// @param seen what is known of the gateway's nodes; a node without an entry was never reported
    /// @param listening since when reports could be heard
    public static GatewayStatus of(VpnGateway gateway, Map<NodeId, Seen> seen, Instant listening, Instant now) {
        if (gateway.deleting()) {
            return PENDING_DELETE;
        }
        boolean applied = gateway.nodes().stream().allMatch(node -> applied(node, gateway, seen.get(node.id())));
        if (gateway.nodes().stream().anyMatch(node -> failing(node, now))) {
            return FAULT;
        }
        if (applied) {
            boolean silent = gateway.nodes().stream().anyMatch(node -> silent(seen.get(node.id()), listening, now));
            return silent ? FAULT : ACTIVE;
        }
        if (now.isAfter(gateway.changedAt().plus(DEADLINE))) {
            return FAULT;
        }
        return gateway.appliedAt().isEmpty() ? PENDING_CREATE : PENDING_UPDATE;
    }

    /// Holds on to what was applied once: while a node follows a change of one of its connections, its report says that
    /// it is applying, though the gateway's own settings are all in place.
    private static boolean applied(GatewayNode node, VpnGateway gateway, Seen seen) {
        boolean now = seen != null
                && seen.report().phase() == ThingReport.Phase.APPLIED
                && seen.report().gatewayGeneration() >= gateway.generation();
        return now || node.appliedGeneration() >= gateway.generation();
    }

    private static boolean failing(GatewayNode node, Instant now) {
        return node.failingSince()
                .filter(since -> now.isAfter(since.plus(PATIENCE)))
                .isPresent();
    }

    private static boolean silent(Seen seen, Instant listening, Instant now) {
        Instant heard = seen == null || seen.heard().isBefore(listening) ? listening : seen.heard();
        return now.isAfter(heard.plus(SILENCE));
    }
}
