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
import java.util.Optional;
import java.util.stream.Stream;

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

    /// Since when a gateway that has this status has had it, as far as that is known. It is the same whoever asks, and
    /// whenever.
    Instant since(PlacedGateway gateway, Map<NodeId, Seen> seen) {
        return switch (this) {
            case PENDING_CREATE, PENDING_UPDATE, PENDING_DELETE, FROZEN -> gateway.changedAt();
            case ACTIVE ->
                gateway.nodes().stream()
                        .flatMap(node -> node.workingSince().stream())
                        .reduce(gateway.changedAt(), Standing::latest);
            case FAULT -> broken(gateway, seen);
        };
    }

    /// Since when the first of its nodes keeps a gateway from working: it fails, is silent, or does not follow in time.
    private static Instant broken(PlacedGateway gateway, Map<NodeId, Seen> seen) {
        Stream<Instant> failing = gateway.nodes().stream()
                .flatMap(node -> node.failingSince().stream())
                .map(since -> since.plus(PATIENCE));
        boolean follows =
                gateway.nodes().stream().allMatch(node -> applied(node, seen.get(node.id())) >= gateway.generation());
        Instant behind = follows
                ? leastHeard(gateway, seen).plus(Standing.TRUST)
                : gateway.changedAt().plus(DEADLINE);
        return Stream.concat(failing, Stream.of(behind))
                .min(Comparator.naturalOrder())
                .orElseThrow();
    }

    /// When the one of its nodes was last heard of that was not for the longest time, but not before it changed.
    private static Instant leastHeard(PlacedGateway gateway, Map<NodeId, Seen> seen) {
        Instant changed = gateway.changedAt();
        return gateway.nodes().stream()
                .map(node -> Optional.ofNullable(seen.get(node.id()))
                        .map(Seen::heard)
                        .orElse(changed))
                .map(heard -> Standing.latest(heard, changed))
                .min(Comparator.naturalOrder())
                .orElse(changed);
    }

    /// While the gateway may still take its time, no host need be heard.
    private static Instant expected(PlacedGateway gateway, Collection<Standing.Word> words, Instant listening) {
        boolean applied = words.stream().allMatch(word -> word.applied() >= gateway.generation());
        return applied
                ? listening
                : Standing.latest(listening, gateway.changedAt().plus(DEADLINE));
    }

    private static Standing.Word word(GatewayNode node, Seen seen, Instant now) {
        return new Standing.Word(applied(node, seen), failing(node, now), seen == null ? Instant.EPOCH : seen.heard());
    }

    /// Holds on to what was applied once: while a node follows a change of one of its connections, its report
    /// says that it is applying, though the gateway's own settings are all in place.
    private static long applied(GatewayNode node, Seen seen) {
        long reported = seen != null && seen.report().phase() == ThingReport.Phase.APPLIED
                ? seen.report().gatewayGeneration()
                : 0;
        return Math.max(reported, node.appliedGeneration());
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
