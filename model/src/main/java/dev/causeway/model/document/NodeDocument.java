package dev.causeway.model.document;

import dev.causeway.model.GatewayId;
import dev.causeway.model.NodeId;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// A gateway node as it shall be on this host.
///
/// @param gatewayGeneration the generation of the gateway's own settings that this document carries; reported back, so
///     that the gateway's status does not depend on its connections
public record NodeDocument(
        NodeId node,
        GatewayId gateway,
        long generation,
        boolean wanted,
        long gatewayGeneration,
        Uplink uplink,
        Attachment attachment,
        NodeService service,
        Optional<UUID> edition)
        implements Document {

    public NodeDocument(
            NodeId node,
            GatewayId gateway,
            long generation,
            boolean wanted,
            long gatewayGeneration,
            Uplink uplink,
            Attachment attachment,
            NodeService service) {
        this(node, gateway, generation, wanted, gatewayGeneration, uplink, attachment, service, Optional.empty());
    }

    @Override
    public DocumentKey key() {
        return new DocumentKey(DocumentKind.NODE, node.toString());
    }

    /// The VPN connections that the node serves.
    public List<Tunnel> tunnels() {
        return service.tunnels();
    }

    /// Without its tunnels, so that no key of theirs is written on a host once more.
    @Override
    public NodeDocument withdrawn() {
        return with(false, service.empty(), edition);
    }

    @Override
    public NodeDocument in(UUID drawn) {
        return with(wanted, service, Optional.of(drawn));
    }

    private NodeDocument with(boolean stays, NodeService does, Optional<UUID> drawn) {
        return new NodeDocument(node, gateway, generation, stays, gatewayGeneration, uplink, attachment, does, drawn);
    }
}
