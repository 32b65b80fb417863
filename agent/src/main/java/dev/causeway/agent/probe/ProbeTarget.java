package dev.causeway.agent.probe;

import dev.causeway.model.ConnectionId;
import dev.causeway.model.Ipv4;

/// Whom a node asks for echoes.
public record ProbeTarget(ConnectionId connection, Purpose purpose, Ipv4 from, Ipv4 to) {

    /// What for.
    public enum Purpose {
        /// To measure the way to the customer gateway, outside of the tunnel.
        LINK,
        /// To decide whether a tunnel carries anything: routes follow.
        TUNNEL
    }
}
