package dev.causeway.controller.node;

import dev.causeway.controller.database.As;
import dev.causeway.model.GatewayId;
import dev.causeway.model.HaRole;
import dev.causeway.model.Ipv4;
import dev.causeway.model.NodeId;
import dev.causeway.model.document.DocumentKey;
import java.time.Instant;
import java.util.Optional;

/// A node of a gateway.
///
/// @param index 1 for the node with the first (or active) EIP, 2 for the other one, where there is one
/// @param eipOwned whether the EIP bound to it was made with the gateway and goes with it
/// @param address the node's address in the VPC
/// @param appliedGeneration the newest generation of the gateway that its host ever reported as applied; 0
///     before
/// @param failingSince since when its host has reported failure without a break
/// @param drainedAt when it was asked that traffic leaves it and comes by the gateway's other node; empty while it
/// serves
/// @param workingSince since when it follows what is wanted of its gateway without a break, as far as that is known
public record GatewayNode(
        NodeId id,
        GatewayId gateway,
        GatewayKind kind,
        @As("node_index") int index,
        String zone,
        boolean eipOwned,
        Ipv4 address,
        long appliedGeneration,
        Optional<Instant> failingSince,
        Optional<Instant> drainedAt,
        Optional<Instant> workingSince) {

    /// The role of connections on this node, when the gateway is active-standby.
    public HaRole role() {
        return index == 1 ? HaRole.MASTER : HaRole.SLAVE;
    }

    /// Whether traffic shall come by another node, for as long as there is one.
    public boolean drained() {
        return drainedAt.isPresent();
    }

    public DocumentKey document() {
        return document(id);
    }

    /// The document that realises a node.
    public static DocumentKey document(NodeId node) {
        return DocumentKey.node(node);
    }
}
