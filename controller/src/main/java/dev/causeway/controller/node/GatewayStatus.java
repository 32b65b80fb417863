package dev.causeway.controller.node;

import static java.util.stream.Collectors.toMap;

import dev.causeway.controller.resource.Standing;
import dev.causeway.model.NodeId;
import dev.causeway.model.document.ThingReport;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.Map;

/// How a gateway is doing. Computed from what is wanted and what its nodes' hosts last reported; never stored.
public enum GatewayStatus {
    PENDING_CREATE,
    PENDING_UPDATE,
    PENDING_DELETE,
    ACTIVE,
    FAULT,
    /// The operator has taken it out of service.
    FROZEN;

    /// How long creating or changing a gateway may take.
    static final Duration DEADLINE = Duration.ofMinutes(5);

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
    public static GatewayStatus of(PlacedGateway gateway, Map<NodeId, Seen> seen, Instant listening, Instant now) {
        if (gateway.deleting()) {
            return PENDING_DELETE;
        }
        if (gateway.frozen()) {
            return FROZEN;
        }
        Map<NodeId, Standing.Word> words =
                gateway.nodes().stream().collect(toMap(GatewayNode::id, node -> word(node, seen.get(node.id()), now)));
        Instant expected = expected(gateway, words.values(), listening);
        Standing worst = words.values().stream()
                .map(word -> Standing.of(word, gateway.generation(), expected, now))
                .max(Comparator.naturalOrder())
                .orElse(Standing.APPLIED);
        return switch (worst) {
            case APPLIED -> ACTIVE;
            case PENDING -> pending(gateway, now);
            case SILENT, FAILED -> FAULT;
        };
    }

    /// While the gateway may still take its time, no host need be heard.
    private static Instant expected(PlacedGateway gateway, Collection<Standing.Word> words, Instant listening) {
        boolean applied = words.stream().allMatch(word -> word.applied() >= gateway.generation());
        return applied
                ? listening
                : Standing.latest(listening, gateway.changedAt().plus(DEADLINE));
    }

    /// Holds on to what was applied once: while a node follows a change of one of its connections, its report
    /// says that it is applying, though the gateway's own settings are all in place.
    private static Standing.Word word(GatewayNode node, Seen seen, Instant now) {
        long reported = seen != null && seen.report().phase() == ThingReport.Phase.APPLIED
                ? seen.report().gatewayGeneration()
                : 0;
        return new Standing.Word(
                Math.max(reported, node.appliedGeneration()),
                failing(node, now),
                seen == null ? Instant.EPOCH : seen.heard());
    }

    private static boolean failing(GatewayNode node, Instant now) {
        return node.failingSince()
                .filter(since -> now.isAfter(since.plus(PATIENCE)))
                .isPresent();
    }

    private static GatewayStatus pending(PlacedGateway gateway, Instant now) {
        if (now.isAfter(gateway.changedAt().plus(DEADLINE))) {
            return FAULT;
        }
        return gateway.appliedAt().isEmpty() ? PENDING_CREATE : PENDING_UPDATE;
    }
}
