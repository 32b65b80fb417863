package dev.causeway.controller.node;

import dev.causeway.model.GatewayId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// A gateway, whatever it leads to, as far as its status follows from it.
public interface PlacedGateway {

    GatewayId id();

    /// Rises with every change of its own settings that its nodes must follow.
    long generation();

    /// When the generation last rose: what deadlines count from.
    Instant changedAt();

    /// When it first worked; empty before.
    Optional<Instant> appliedAt();

    boolean deleting();

    /// Whether the operator has taken it out of service.
    default boolean frozen() {
        return false;
    }

    List<GatewayNode> nodes();
}
