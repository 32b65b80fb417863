package dev.causeway.agent.firewall;

import dev.causeway.model.Ipv4;
import dev.causeway.model.NodeId;
import java.util.List;

/// What a node lets pass.
///
/// @param eip the node's address on the internet
/// @param inside the node's address in its VPC
/// @param tunnels what may pass each of its tunnels
public record FirewallConfig(NodeId node, Ipv4 eip, Ipv4 inside, List<Passage> tunnels) {

    public FirewallConfig {
        tunnels = List.copyOf(tunnels);
    }
}
