package dev.causeway.controller.node;

/// How a node of a gateway is doing by itself: as a gateway that has no other node would, and whether its traffic is
/// being led past it.
public enum NodeStatus {
    PENDING_CREATE,
    PENDING_UPDATE,
    PENDING_DELETE,
    ACTIVE,
    /// It works, and traffic is leaving it: it comes by the gateway's other node.
    DRAINING,
    /// It works, and traffic has left it.
    DRAINED,
    FAULT,
    FROZEN;

    public static NodeStatus of(GatewayStatus alone) {
        return switch (alone) {
            case PENDING_CREATE -> PENDING_CREATE;
            case PENDING_UPDATE -> PENDING_UPDATE;
            case PENDING_DELETE -> PENDING_DELETE;
            case ACTIVE -> ACTIVE;
            case FAULT -> FAULT;
            case FROZEN -> FROZEN;
        };
    }
}
