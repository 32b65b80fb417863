package dev.causeway.model.document;

import dev.causeway.model.GatewayId;
import dev.causeway.model.Ipv4;
import dev.causeway.model.NodeId;
import dev.causeway.model.Prefix;
import dev.causeway.model.SubnetId;
import dev.causeway.model.VpcId;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// A gateway node as it shall be on this host.
///
/// @param gatewayGeneration the generation of the gateway's own settings that this document carries; reported back, so
///     that the gateway's status does not depend on its connections
/// @param localSubnets the networks in the VPC that peers reach through the gateway
public record NodeDocument(
        NodeId node,
        GatewayId gateway,
        long generation,
        boolean wanted,
        long gatewayGeneration,
        PublicAddress publicAddress,
        VpcAttachment attachment,
        List<Prefix> localSubnets,
        List<Tunnel> tunnels,
        Optional<UUID> edition)
        implements Document {

    public NodeDocument {
        localSubnets = List.copyOf(localSubnets);
        tunnels = List.copyOf(tunnels);
    }

    public NodeDocument(
            NodeId node,
            GatewayId gateway,
            long generation,
            boolean wanted,
            long gatewayGeneration,
            PublicAddress publicAddress,
            VpcAttachment attachment,
            List<Prefix> localSubnets,
            List<Tunnel> tunnels) {
        this(
                node,
                gateway,
                generation,
                wanted,
                gatewayGeneration,
                publicAddress,
                attachment,
                localSubnets,
                tunnels,
                Optional.empty());
    }

    @Override
    public DocumentKey key() {
        return new DocumentKey(DocumentKind.NODE, node.toString());
    }

    /// Without its tunnels, so that no key of theirs is written on a host once more.
    @Override
    public NodeDocument withdrawn() {
        return new NodeDocument(
                node,
                gateway,
                generation,
                false,
                gatewayGeneration,
                publicAddress,
                attachment,
                localSubnets,
                List.of(),
                edition);
    }

    @Override
    public NodeDocument in(UUID drawn) {
        return new NodeDocument(
                node,
                gateway,
                generation,
                wanted,
                gatewayGeneration,
                publicAddress,
                attachment,
                localSubnets,
                tunnels,
                Optional.of(drawn));
    }

    /// The node's EIP.
    ///
    /// @param router next hop to the internet
    public record PublicAddress(Ipv4 address, Prefix segment, Ipv4 router) {}

    /// Where the node meets the VPC.
    ///
    /// @param address the node's address in the access subnet
    /// @param router the VPC router's address there, through which the VPC's other subnets are reached
    public record VpcAttachment(VpcId vpc, SubnetId subnet, Prefix prefix, Ipv4 address, Ipv4 router) {}
}
