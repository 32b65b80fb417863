package dev.causeway.agent.network;

import dev.causeway.model.ConnectionId;
import dev.causeway.model.Prefix;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/// What is known of tunnels. One that is neither up nor undecided is down.
///
/// @param fresh those of `up` that have not been up for long: they are no reason yet to leave another one
/// @param undecided nobody has looked yet, as after a start: packets go on where they went
/// @param partly those that are down as a whole and yet reach some networks: of use where no other tunnel is up
public record TunnelStates(
        Set<ConnectionId> up,
        Set<ConnectionId> fresh,
        Set<ConnectionId> undecided,
        Map<ConnectionId, Set<Prefix>> partly) {

    public static final TunnelStates ALL_DOWN = new TunnelStates(Set.of(), Set.of(), Set.of(), Map.of());

    public TunnelStates {
        up = Set.copyOf(up);
        fresh = Set.copyOf(fresh);
        undecided = Set.copyOf(undecided);
        partly = Map.copyOf(partly);
    }

    /// What is known of the tunnels of several nodes.
    public static TunnelStates of(Collection<TunnelStates> nodes) {
        Map<ConnectionId, Set<Prefix>> partly = new HashMap<>();
        nodes.forEach(node -> partly.putAll(node.partly));
        return new TunnelStates(
                union(nodes, TunnelStates::up),
                union(nodes, TunnelStates::fresh),
                union(nodes, TunnelStates::undecided),
                partly);
    }

    private static Set<ConnectionId> union(
            Collection<TunnelStates> nodes, Function<TunnelStates, Set<ConnectionId>> part) {
        return nodes.stream().flatMap(node -> part.apply(node).stream()).collect(Collectors.toSet());
    }

    /// Whether what went by other states may now send something in vain.
    public boolean lost(TunnelStates before) {
        return before.up.stream().anyMatch(this::isDown)
                || before.partly.entrySet().stream()
                        .anyMatch(entry -> isDown(entry.getKey())
                                && !partly.getOrDefault(entry.getKey(), Set.of())
                                        .containsAll(entry.getValue()));
    }

    public boolean isDown(ConnectionId connection) {
        return !up.contains(connection) && !undecided.contains(connection);
    }
}
