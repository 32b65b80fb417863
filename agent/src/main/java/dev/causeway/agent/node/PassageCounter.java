package dev.causeway.agent.node;

import dev.causeway.model.NodeId;
import java.util.OptionalLong;

/// What counts the packets that nodes pass on between the cloud and customers, and between customers.
public interface PassageCounter {

    /// Begins to count in a node where nothing counts yet. Its namespace exists.
    void begin(NodeId node);

    /// What was counted; nothing if nothing counts. Quick.
    ///
    /// @throws RuntimeException if it cannot be told
    OptionalLong count(NodeId node);

    /// Ends the counting. The node's namespace exists.
    void end(NodeId node);
}
