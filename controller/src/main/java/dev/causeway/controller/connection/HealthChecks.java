package dev.causeway.controller.connection;

import dev.causeway.controller.database.Pipeline;
import dev.causeway.model.ConnectionId;
import dev.causeway.model.NodeId;
import dev.causeway.model.ProjectId;

/// A feature that watches over connections from their creation on, if that is asked for.
public interface HealthChecks {

    /// Begins to watch over a new connection. It and what its node is to be told lie before this in the pipeline.
    void begin(Pipeline changes, ProjectId project, ConnectionId connection, NodeId node);
}
