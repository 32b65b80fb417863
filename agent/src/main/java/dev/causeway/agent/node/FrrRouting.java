package dev.causeway.agent.node;

import dev.causeway.agent.host.Slot;
import dev.causeway.agent.routing.ObservedNeighbour;
import dev.causeway.agent.routing.RouteTable;
import dev.causeway.agent.routing.Routing;
import dev.causeway.agent.routing.SpeakerConfig;
import dev.causeway.model.NodeId;
import dev.causeway.model.Prefix;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// BGP of nodes by FRR.
public record FrrRouting(Routing routing) implements RoutingDriver {

    @Override
    public void apply(NodeId node, Optional<SpeakerConfig> speaker) {
        routing.apply(node, speaker);
    }

    @Override
    public void carriers(NodeId node, Map<Slot, Boolean> carrying) {
        routing.carriers(node, carrying);
    }

    @Override
    public Map<Slot, Set<Prefix>> learned(NodeId node) {
        return routing.learned(node);
    }

    @Override
    public List<ObservedNeighbour> observe(NodeId node) {
        return routing.observe(node);
    }

    @Override
    public List<RouteTable> routes(NodeId node) {
        return routing.routes(node);
    }

    @Override
    public void remove(NodeId node) {
        routing.remove(node);
    }
}
