package dev.causeway.agent.network;

import dev.causeway.model.ConnectionId;
import dev.causeway.model.Prefix;
import java.util.Map;
import java.util.Set;

/// What a node routes into tunnels.
///
/// @param whole tunnels that take packets to all of their customer's networks
/// @param partly others, with the networks that they reach
public record Routed(Set<ConnectionId> whole, Map<ConnectionId, Set<Prefix>> partly) {

    public static final Routed NOTHING = new Routed(Set.of(), Map.of());

    public Routed {
        whole = Set.copyOf(whole);
        partly = Map.copyOf(partly);
    }

    /// Whether packets to a network go into a tunnel.
    public boolean leads(ConnectionId connection, Prefix network) {
        return whole.contains(connection)
                || partly.getOrDefault(connection, Set.of()).contains(network);
    }
}
