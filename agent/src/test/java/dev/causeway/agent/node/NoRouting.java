package dev.causeway.agent.node;

import dev.causeway.agent.host.Slot;
import dev.causeway.agent.routing.ObservedNeighbour;
import dev.causeway.agent.routing.RouteTable;
import dev.causeway.agent.routing.SpeakerConfig;
import dev.causeway.model.NodeId;
import dev.causeway.model.Prefix;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// A host that speaks BGP nowhere.
class NoRouting implements RoutingDriver {

    @Override
    public void apply(NodeId node, Optional<SpeakerConfig> speaker) {}

    @Override
    public void carriers(NodeId node, Map<Slot, Boolean> carrying) {}

    @Override
    public Map<Slot, Set<Prefix>> learned(NodeId node) {
        return Map.of();
    }

    @Override
    public List<ObservedNeighbour> observe(NodeId node) {
        return List.of();
    }

    @Override
    public List<RouteTable> routes(NodeId node) {
        return List.of();
    }

    @Override
    public void remove(NodeId node) {}
}
