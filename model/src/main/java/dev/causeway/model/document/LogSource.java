package dev.causeway.model.document;

import dev.causeway.model.ConnectionId;
import dev.causeway.model.NodeId;
import java.util.Objects;

/// Whose log a line belongs to. Positions count along the log of one source.
public sealed interface LogSource {

    /// The daemon that serves a VPN connection.
    record Connection(ConnectionId connection) implements LogSource {

        public Connection {
            Objects.requireNonNull(connection);
        }
    }

    /// A node that serves clients: who came and went, and who was refused.
    record Node(NodeId node) implements LogSource {

        public Node {
            Objects.requireNonNull(node);
        }
    }
}
