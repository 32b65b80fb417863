package dev.causeway.model.document;

import dev.causeway.model.ConnectionId;
import dev.causeway.model.NodeId;
import java.util.List;

/// What is told once and not with every report: it has a number, and is sent until the controller holds it.
public sealed interface Block permits RouteBlock, SampleBlock {

    /// The node that tells it.
    NodeId node();

    /// The connection that it is about; none if it is about the node itself.
    List<ConnectionId> connections();

    /// Whose blocks it is one of. Numbers count along these.
    BlockKey key();

    /// Rises from block to block.
    long number();

    /// How far a number may lie behind the newest one and be taken for an older block; one that lies further behind
    /// tells that the host's clock was set back.
    long overtaken();

    /// Whether a block of this number, or a newer one, is held already.
    ///
    /// @param newest the highest number that is held
    default boolean isHeld(long newest) {
        return number() <= newest && newest - number() <= overtaken();
    }
}
