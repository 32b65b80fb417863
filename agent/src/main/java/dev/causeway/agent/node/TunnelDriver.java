package dev.causeway.agent.node;

import dev.causeway.agent.ipsec.ObservedPair;
import dev.causeway.agent.ipsec.ObservedTunnel;
import dev.causeway.agent.ipsec.TunnelConfig;
import dev.causeway.model.Ipv4;
import dev.causeway.model.NodeId;
import java.util.List;
import java.util.Set;

/// What encrypts: the daemons behind a node's tunnel interfaces.
public interface TunnelDriver {

    /// Makes the tunnels of a node exactly these. The node's namespace exists. That a tunnel cannot be made is for
    /// [#observe] to tell: it fails neither the node nor any other tunnel.
    ///
    /// @return whether nothing remains of tunnels that are not wanted; otherwise this shall be called again
    boolean apply(NodeId node, List<TunnelConfig> tunnels);

    /// Tells whose answers get through the node's firewall. Nothing is sent to other peers, since a request whose
    /// answer is refused is repeated only after seconds.
    void letAnswer(NodeId node, Set<Ipv4> peers);

    /// Ends all tunnels of a node; nothing of them remains.
    void remove(NodeId node);

    /// What was last seen of the tunnels of a node, and of those that shall be gone and are not.
    List<ObservedTunnel> observe(NodeId node);

    /// What the tunnels of a node have carried, by pairs of traffic selectors.
    List<ObservedPair> pairs(NodeId node);
}
