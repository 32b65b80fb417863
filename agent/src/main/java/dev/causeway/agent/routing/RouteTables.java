package dev.causeway.agent.routing;

import dev.causeway.agent.host.Slot;
import dev.causeway.agent.routing.RouteTable.Entry;
import dev.causeway.agent.routing.SpeakerConfig.Neighbour;
import dev.causeway.model.ConnectionId;
import dev.causeway.model.Ipv4;
import dev.causeway.model.Prefix;
import java.time.Clock;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;

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
        return take(SpeakerReader.routes(json, config, inside.get()), config);
    }

    /// Takes that nobody can be asked.
    ///
    /// @param routed the networks that the kernel sends into each tunnel all the same
    /// @return whether any table is another one now
    boolean keep(SpeakerConfig config, Map<Slot, Set<Prefix>> routed) {
        Map<Optional<ConnectionId>, List<Entry>> kept = new HashMap<>();
        for (Neighbour neighbour : config.neighbours()) {
            Optional<ConnectionId> source = Optional.of(neighbour.connection());
            Set<Prefix> networks = routed.getOrDefault(neighbour.slot(), Set.of());
            kept.put(
                    source,
                    Stream.ofNullable(tables.get(source))
                            .flatMap(table -> table.routes().stream())
                            .filter(route -> networks.contains(route.destination()))
                            .toList());
        }
        return take(kept, config);
    }

    private boolean take(Map<Optional<ConnectionId>, List<Entry>> told, SpeakerConfig config) {
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
