package dev.causeway.agent.network;

import dev.causeway.model.GatewayId;
import dev.causeway.model.InterfaceAddress;
import dev.causeway.model.Ipv4;
import dev.causeway.model.NodeId;
import dev.causeway.model.Prefix;
import dev.causeway.model.SubnetId;
import dev.causeway.model.VpcId;
import java.util.Optional;
import java.util.Set;

/// A node as it shall be plugged in. Where its packets go, its exits tell.
///
/// @param internet absent if nobody on the internet reaches it, and it nobody there
/// @param inside the networks in the VPC that it sends to
/// @param sibling present if there shall be a link to another node, where that is on this host
public record NodeConfig(
        NodeId node,
        GatewayId gateway,
        Optional<Internet> internet,
        Vpc vpc,
        Set<Prefix> inside,
        Optional<Sibling> sibling) {

    public NodeConfig {
        inside = Set.copyOf(inside);
    }

    /// Its end on the segment that EIPs lie on.
    ///
    /// @param router next hop to the internet
    public record Internet(InterfaceAddress eip, Ipv4 router) {}

    /// Its end in a subnet of a VPC.
    ///
    /// @param router through which the VPC's other subnets are reached
    public record Vpc(VpcId vpc, SubnetId subnet, InterfaceAddress address, Ipv4 router) {}

    /// The other node of its gateway.
    ///
    /// @param index 1 or 2: this node's number in the gateway
    public record Sibling(NodeId node, int index) {}
}
