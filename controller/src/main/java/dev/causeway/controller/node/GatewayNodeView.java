package dev.causeway.controller.node;

import dev.causeway.controller.inventory.Eip;
import dev.causeway.model.Ipv4;
import dev.causeway.model.NodeId;
import java.util.Optional;

/// A node as the API shows it in its gateway.
///
/// @param ip of the EIP that is bound to it, if one is
public record GatewayNodeView(NodeId id, String zone, Optional<Ipv4> ip, NodeStatus status) {

    public static GatewayNodeView of(GatewayNode node, Optional<Eip> eip, NodeStatus status) {
        return new GatewayNodeView(node.id(), node.zone(), eip.map(Eip::address), status);
    }
}
