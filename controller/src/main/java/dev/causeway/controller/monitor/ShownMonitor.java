package dev.causeway.controller.monitor;

import dev.causeway.model.ConnectionId;
import dev.causeway.model.Ipv4;
import dev.causeway.model.MonitorId;
import java.util.Optional;

/// A monitor as it can be told of.
///
/// @param source the gateway's address that the probes come from; empty while its node has none
/// @param destination the customer gateway's
record ShownMonitor(MonitorId id, ConnectionId connection, Optional<Ipv4> source, Ipv4 destination, Status status) {

    /// How far it is realised.
    enum Status {
        /// Nobody has said yet what became of its first requests.
        PENDING_CREATE,
        /// They were answered, or were lost.
        ACTIVE,
        /// Its node has not yet said that it is gone.
        PENDING_DELETE
    }
}
