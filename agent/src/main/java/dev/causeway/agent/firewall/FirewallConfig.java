package dev.causeway.agent.firewall;

import dev.causeway.model.Ipv4;
import dev.causeway.model.NodeId;
import dev.causeway.model.Prefix;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/// What a node lets pass, for whom it is there.
public sealed interface FirewallConfig {

    NodeId node();

    /// Customer gateways.
    ///
    /// @param eip the node's address on the internet
    /// @param inside the node's address in its VPC
    /// @param tunnels what may pass each of its tunnels
    /// @param sibling present if the gateway has another node that speaks BGP
    /// @param asked whom on the internet the node may ask for echoes
    record ForTunnels(
            NodeId node, Ipv4 eip, Ipv4 inside, List<Passage> tunnels, Optional<Sibling> sibling, Set<Ipv4> asked)
            implements FirewallConfig {

        public ForTunnels {
            Objects.requireNonNull(node);
            Objects.requireNonNull(eip);
            Objects.requireNonNull(inside);
            tunnels = List.copyOf(tunnels);
            Objects.requireNonNull(sibling);
            asked = Set.copyOf(asked);
        }
    }

    /// What the link to the other node of a gateway is for.
    ///
    /// @param local this node's address on it
    /// @param peer the other one's
    /// @param inside the networks in the VPC whose packets may take it
    /// @param peers where they may go by it: the customers' networks of the other node
    /// @param hubs those of them whose packets come by it for hubs here, and to which hubs here may send
    record Sibling(Ipv4 local, Ipv4 peer, Set<Prefix> inside, Set<Prefix> peers, Set<Prefix> hubs) {

        public Sibling {
            inside = Set.copyOf(inside);
            peers = Set.copyOf(peers);
            hubs = Set.copyOf(hubs);
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
