package dev.causeway.model.document;

import dev.causeway.model.ConnectionId;
import java.util.Objects;

/// Whose log a line belongs to. Positions count along the log of one source.
public sealed interface LogSource {

    /// The daemon that serves a VPN connection.
    record Connection(ConnectionId connection) implements LogSource {

        public Connection {
            Objects.requireNonNull(connection);
        }
    }
}
