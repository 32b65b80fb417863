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

/// What speaks BGP for nodes and enters what it learns into their routes.
public interface RoutingDriver {

    /// Lets a node speak as told, or not at all. The node's namespace exists. What is the matter with a session is for
    /// [#observe] to tell.
    ///
    /// @throws dev.causeway.agent.routing.LineRefused if part of it is refused; it tells whether the rest was said
    void apply(NodeId node, Optional<SpeakerConfig> speaker);

    /// Tells which tunnels of a node carry packets: what was learnt through another one is not used meanwhile, and its
    /// session outlasts that. Quick, and safe to call while [#apply] is at work.
    ///
    /// @param carrying whether it does, by tunnel
    void carriers(NodeId node, Map<Slot, Boolean> carrying);

    /// What the node routes into its tunnels at this moment because it was learnt there, and into nothing else.
    /// Quick. A tunnel from which nothing is used may be missing.
    Map<Slot, Set<Prefix>> learned(NodeId node);

    /// What was last seen of the sessions with customers.
    List<ObservedNeighbour> observe(NodeId node);

    /// All routes, a table for each source.
    List<RouteTable> routes(NodeId node);

    /// Ends all that speaks for a node; nothing of it remains, nor of what it has learnt. The node's namespace may
    /// exist.
    void remove(NodeId node);
}
