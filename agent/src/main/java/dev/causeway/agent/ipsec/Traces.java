package dev.causeway.agent.ipsec;

import dev.causeway.agent.ipsec.Daemons.Trace;
import dev.causeway.model.ConnectionId;
import dev.causeway.model.NodeId;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;

/// All that is on this host of tunnels, or may be, by node. The host itself is asked once: only an earlier process can
/// have made what this one does not know of.
final class Traces {

    private final Supplier<List<Trace>> onHost;
    private final Map<ConnectionId, Trace> all = new HashMap<>();
    private final Map<NodeId, Set<ConnectionId>> byNode = new HashMap<>();
    private boolean asked;

    Traces(Supplier<List<Trace>> onHost) {
        this.onHost = onHost;
    }

    /// Something is about to be made. A connection lies on one node only.
    synchronized void add(Trace trace) {
        ask();
        put(trace);
    }

    /// Nothing of it remains.
    synchronized void remove(Trace trace) {
        if (all.remove(trace.connection(), trace)) {
            byNode.computeIfPresent(trace.node(), (_, connections) -> {
                connections.remove(trace.connection());
                return connections.isEmpty() ? null : connections;
            });
        }
    }

    synchronized List<Trace> of(NodeId node) {
        ask();
        return byNode.getOrDefault(node, Set.of()).stream().map(all::get).toList();
    }

    synchronized List<Trace> all() {
        ask();
        return List.copyOf(all.values());
    }

    private void ask() {
        if (!asked) {
            onHost.get().forEach(this::put);
            asked = true;
        }
    }

    private void put(Trace trace) {
        Trace before = all.get(trace.connection());
        if (before != null) {
            remove(before);
        }
        all.put(trace.connection(), trace);
        byNode.computeIfAbsent(trace.node(), _ -> new LinkedHashSet<>()).add(trace.connection());
    }
}
