package dev.causeway.model.document;

import dev.causeway.model.ConnectionId;
import dev.causeway.model.Ipv4;
import dev.causeway.model.NodeId;
import dev.causeway.model.Prefix;
import dev.causeway.model.SubnetId;
import dev.causeway.model.VpcId;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;

/// A VPC as it shall be on this host.
public record VpcDocument(
        VpcId vpc,
        long generation,
        boolean wanted,
        List<Subnet> subnets,
        List<Workload> workloads,
        List<PeerRoute> peerRoutes,
        Optional<UUID> edition)
        implements Document {

    public VpcDocument {
        subnets = List.copyOf(subnets);
        workloads = List.copyOf(workloads);
        peerRoutes = List.copyOf(peerRoutes);
    }

    public VpcDocument(
            VpcId vpc,
            long generation,
            boolean wanted,
            List<Subnet> subnets,
            List<Workload> workloads,
            List<PeerRoute> peerRoutes) {
        this(vpc, generation, wanted, subnets, workloads, peerRoutes, Optional.empty());
    }

    @Override
    public DocumentKey key() {
        return new DocumentKey(DocumentKind.VPC, vpc.toString());
    }

    @Override
    public VpcDocument withdrawn() {
        return new VpcDocument(vpc, generation, false, subnets, workloads, peerRoutes, edition);
    }

    @Override
    public VpcDocument in(UUID drawn) {
        return new VpcDocument(vpc, generation, wanted, subnets, workloads, peerRoutes, Optional.of(drawn));
    }

    /// A subnet of the VPC.
    ///
    /// @param gateway the address in the subnet where the VPC's router answers
    public record Subnet(SubnetId id, Prefix prefix, Ipv4 gateway) {}

    /// A namespace with an address in a subnet, to try things from. It exists with the `local` provider only.
    ///
    /// @param name unique in the VPC; letters, digits and hyphens
    public record Workload(String name, SubnetId subnet, Ipv4 address) {}

    /// The ways to one network of the customer's. The agent uses the paths of lowest rank among those whose
    /// tunnel is up and shares flows between equals. While no tunnel is up the network is unreachable: it
    /// never follows another route.
    public record PeerRoute(Prefix destination, List<Path> paths) {

        public PeerRoute {
            paths = List.copyOf(paths);
        }
    }

    /// A way out through a node.
    ///
    /// @param nodeAddress the node's address in the VPC
    /// @param rank lower is preferred
    public record Path(Leading leading, NodeId node, Ipv4 nodeAddress, int rank) {

        public Path {
            Objects.requireNonNull(leading);
            Objects.requireNonNull(node);
            Objects.requireNonNull(nodeAddress);
        }
    }

    /// Where a path leads to, behind its node.
    public sealed interface Leading {

        /// Through one tunnel to a customer gateway.
        record Tunnel(ConnectionId connection) implements Leading {

            public Tunnel {
                Objects.requireNonNull(connection);
            }
        }

        /// Through one tunnel, by what is learnt from the customer gateway: routes that equal the destination or lie in
        /// it, each while the node's own route leaves by that tunnel.
        record Learned(ConnectionId connection) implements Leading {

            public Learned {
                Objects.requireNonNull(connection);
            }
        }

        /// To the clients of the node.
        record Clients() implements Leading {}
    }
}
