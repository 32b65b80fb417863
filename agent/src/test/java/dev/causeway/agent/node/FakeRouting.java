package dev.causeway.agent.node;

import dev.causeway.agent.RealHost;
import dev.causeway.agent.host.Namespace;
import dev.causeway.agent.host.Slot;
import dev.causeway.agent.routing.ObservedNeighbour;
import dev.causeway.agent.routing.RouteTable;
import dev.causeway.agent.routing.SpeakerConfig;
import dev.causeway.model.ConnectionId;
import dev.causeway.model.NodeId;
import dev.causeway.model.Prefix;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;

/// Nobody who speaks: what is learned, the test enters into the node's routes, and sessions are the test's to say.
class FakeRouting extends NoRouting {

    private static final Pattern ROUTE = Pattern.compile("(\\S+) .*dev (tun\\d+) .*");

    private final RealHost host;
    private final Map<NodeId, Optional<SpeakerConfig>> applied = new ConcurrentHashMap<>();
    private final Map<NodeId, Map<Slot, Boolean>> carriers = new ConcurrentHashMap<>();
    private final Map<ConnectionId, ObservedNeighbour> sessions = new ConcurrentHashMap<>();

    List<RouteTable> tables = List.of();

    Optional<RuntimeException> failure = Optional.empty();

    FakeRouting(RealHost host) {
        this.host = host;
    }

    /// How a node was told to speak; nothing if it was not told.
    Optional<SpeakerConfig> speaker(NodeId node) {
        return applied.getOrDefault(node, Optional.empty());
    }

    Map<Slot, Boolean> told(NodeId node) {
        return carriers.getOrDefault(node, Map.of());
    }

    void set(ConnectionId connection, String state, String trouble) {
        sessions.put(connection, new ObservedNeighbour(connection, state, Instant.EPOCH, 0, 0, 0, 0, false, trouble));
    }

    void learn(NodeId node, Prefix network, int slot) {
        enter(node, "add", network, slot);
    }

    void unlearn(NodeId node, Prefix network, int slot) {
        enter(node, "del", network, slot);
    }

    private void enter(NodeId node, String verb, Prefix network, int slot) {
        host.namespaces()
                .batch(
                        host.names().node(node),
                        List.of("route %s %s dev tun%d proto 186 metric 20".formatted(verb, network, slot)));
    }

    @Override
    public void apply(NodeId node, Optional<SpeakerConfig> speaker) {
        failure.ifPresent(e -> {
            throw e;
        });
        applied.put(node, speaker);
    }

    @Override
    public void carriers(NodeId node, Map<Slot, Boolean> carrying) {
        carriers.put(node, new TreeMap<>(carrying));
    }

    @Override
    public Map<Slot, Set<Prefix>> learned(NodeId node) {
        Namespace there = host.names().node(node);
        Map<Slot, Set<Prefix>> learned = new TreeMap<>();
        if (host.namespaces().exists(there)) {
            host.inside(there, "ip", "route", "show", "proto", "186")
                    .lines()
                    .map(ROUTE::matcher)
                    .filter(route -> route.matches())
                    .forEach(route -> learned.computeIfAbsent(
                                    Slot.ofDevice(route.group(2)).orElseThrow(), _ -> new HashSet<>())
                            .add(Prefix.parse(route.group(1))));
        }
        return learned;
    }

    @Override
    public List<ObservedNeighbour> observe(NodeId node) {
        return new ArrayList<>(sessions.values());
    }

    @Override
    public List<RouteTable> routes(NodeId node) {
        return tables;
    }

    @Override
    public void remove(NodeId node) {
        applied.remove(node);
    }
}
