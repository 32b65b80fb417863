package dev.causeway.agent.routing;

import dev.causeway.agent.routing.RouteTable.Entry;
import dev.causeway.model.ConnectionId;
import dev.causeway.model.Ipv4;
import java.time.Clock;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/// The tables of a node's routes, each with a number that rises when it changes, also from one agent to the
/// next.
final class RouteTables {

    private final Clock clock;
    private final Supplier<Ipv4> inside;
    private volatile Map<Optional<ConnectionId>, RouteTable> tables = Map.of();

    /// @param inside the node's address towards the VPC
    RouteTables(Clock clock, Supplier<Ipv4> inside) {
        this.clock = clock;
        this.inside = inside;
    }

    /// Takes what the daemon told.
    ///
    /// @return whether any table is another one now
    boolean take(String json, SpeakerConfig config) {
        Map<Optional<ConnectionId>, List<Entry>> told = SpeakerReader.routes(json, config, inside.get());
        Set<Optional<ConnectionId>> sources = new HashSet<>(Set.of(Optional.empty()));
        config.neighbours().forEach(neighbour -> sources.add(Optional.of(neighbour.connection())));
        Map<Optional<ConnectionId>, RouteTable> next = new HashMap<>();
        for (Optional<ConnectionId> source : sources) {
            next.put(source, next(source, told.getOrDefault(source, List.of())));
        }
        boolean changed = !next.equals(tables);
        tables = next;
        return changed;
    }

    private RouteTable next(Optional<ConnectionId> source, List<Entry> routes) {
        RouteTable before = tables.get(source);
        if (before != null && before.routes().equals(routes)) {
            return before;
        }
        long now = clock.instant().toEpochMilli();
        return new RouteTable(source, before == null ? now : Math.max(now, before.number() + 1), routes);
    }

    List<RouteTable> all() {
        return List.copyOf(tables.values());
    }
}
