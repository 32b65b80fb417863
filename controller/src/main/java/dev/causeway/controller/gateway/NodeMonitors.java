package dev.causeway.controller.gateway;

import dev.causeway.model.NodeId;
import dev.causeway.model.document.Monitor;
import java.util.List;
import org.jdbi.v3.core.Handle;

/// A feature that has nodes probe the ways to customer gateways.
@FunctionalInterface
public interface NodeMonitors {

    /// What a node shall probe.
    List<Monitor> monitors(Handle tx, NodeId node);
}
