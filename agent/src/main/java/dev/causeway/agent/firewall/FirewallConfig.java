package dev.causeway.agent.firewall;

import dev.causeway.model.Ipv4;
import dev.causeway.model.NodeId;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/// What a node lets pass, for whom it is there.
public sealed interface FirewallConfig {

    NodeId node();

    /// Customer gateways.
    ///
    /// @param eip the node's address on the internet
    /// @param inside the node's address in its VPC
    /// @param tunnels what may pass each of its tunnels
    record ForTunnels(NodeId node, Ipv4 eip, Ipv4 inside, List<Passage> tunnels) implements FirewallConfig {

        public ForTunnels {
            Objects.requireNonNull(node);
            Objects.requireNonNull(eip);
            Objects.requireNonNull(inside);
            tunnels = List.copyOf(tunnels);
        }
    }

    /// Clients. How far each of them comes, [SessionTable] tells.
    ///
    /// @param eip the node's address on the internet, if it has one
    /// @param inside the node's address in its VPC
    /// @param port where the server listens for them in TCP; absent while there is none
    record ForClients(NodeId node, Optional<Ipv4> eip, Ipv4 inside, Optional<Integer> port) implements FirewallConfig {

        public ForClients {
            Objects.requireNonNull(node);
            Objects.requireNonNull(eip);
            Objects.requireNonNull(inside);
            Objects.requireNonNull(port);
        }
    }
}
