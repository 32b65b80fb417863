package dev.causeway.model.document;

import dev.causeway.model.ConnectionId;
import java.util.List;

/// How far the controller holds the logs of a host's connections: what an agent need not send again after its start.
public record LogPositions(List<Held> held) {

    public LogPositions {
        held = List.copyOf(held);
    }

    /// The position of the last line that is held of one connection.
    public record Held(ConnectionId connection, long position) {}
}
