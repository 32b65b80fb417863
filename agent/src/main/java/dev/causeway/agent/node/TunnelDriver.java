package dev.causeway.agent.node;

import dev.causeway.model.NodeId;
import dev.causeway.model.document.NodeDocument;
import dev.causeway.model.document.TunnelReport;
import java.util.List;

/// What encrypts: the daemons behind a node's tunnel interfaces.
public interface TunnelDriver {

    /// Makes the tunnels of a node exactly those of its document. The node's namespace exists. Throwing means that it
    /// shall be tried again.
    void apply(NodeDocument node);

    /// Ends all tunnels of a node; nothing of them remains.
    void remove(NodeId node);

    /// What was last seen of the tunnels of a node.
    List<TunnelReport> observe(NodeId node);
}
