package dev.causeway.agent.network;

import dev.causeway.model.ConnectionId;
import java.util.Set;

/// What is known of tunnels. One that is neither up nor undecided is down.
///
/// @param fresh those of `up` that have not been up for long: they are no reason yet to leave another one
/// @param undecided nobody has looked yet, as after a start: packets go on where they went
public record TunnelStates(Set<ConnectionId> up, Set<ConnectionId> fresh, Set<ConnectionId> undecided) {

    public static final TunnelStates ALL_DOWN = new TunnelStates(Set.of(), Set.of(), Set.of());

    public TunnelStates {
        up = Set.copyOf(up);
        fresh = Set.copyOf(fresh);
        undecided = Set.copyOf(undecided);
    }

    public boolean isDown(ConnectionId connection) {
        return !up.contains(connection) && !undecided.contains(connection);
    }
}
