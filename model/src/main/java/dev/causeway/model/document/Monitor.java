package dev.causeway.model.document;

import dev.causeway.model.ConnectionId;
import dev.causeway.model.MonitorId;
import java.util.Objects;

/// Asks whether a customer gateway answers, from the node's own address and outside of the tunnel.
///
/// @param connection a tunnel of the node, whose peer is asked
public record Monitor(MonitorId id, ConnectionId connection) {

    public Monitor {
        Objects.requireNonNull(id);
        Objects.requireNonNull(connection);
    }
}
