package dev.causeway.controller.clientgateway;

import dev.causeway.controller.feature.DocumentSource;
import dev.causeway.controller.node.GatewayNode;
import dev.causeway.controller.node.NodePlaces;
import dev.causeway.model.NodeId;
import dev.causeway.model.document.ClientServer;
import dev.causeway.model.document.Document;
import dev.causeway.model.document.DocumentKind;
import dev.causeway.model.document.NodeDocument;
import dev.causeway.model.document.NodeService;
import dev.causeway.model.document.Uplink;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/// The documents of nodes that serve clients: where they are, and the server that they run.
final class P2cNodeDocuments implements DocumentSource {

    private final P2cGateways gateways;
    private final OnGateways servers;
    private final NodePlaces places;

    P2cNodeDocuments(P2cGateways gateways, OnGateways servers, NodePlaces places) {
        this.gateways = gateways;
        this.servers = servers;
        this.places = places;
    }

    @Override
    public DocumentKind kind() {
        return DocumentKind.NODE;
    }

    @Override
    public Optional<Document> build(Handle tx, String id, long generation, boolean wanted) {
        return gateways.ofNode(tx, NodeId.parse(id))
                .map(gateway -> document(tx, gateway, generation))
                .map(document -> wanted ? document : document.withdrawn());
    }

    @Override
    public void gone(Handle tx, String id) {
        gateways.ofNode(tx, NodeId.parse(id)).ifPresent(gateway -> gateways.purge(tx, gateway.id()));
    }

    private NodeDocument document(Handle tx, P2cGateway gateway, long generation) {
        GatewayNode node = gateway.node();
        return new NodeDocument(
                node.id(),
                gateway.id(),
                generation,
                true,
                gateway.generation(),
                uplink(tx, node),
                places.attachment(tx, gateway.project(), gateway.subnet(), node),
                new NodeService.ClientVpn(server(tx, gateway)));
    }

    private Uplink uplink(Handle tx, GatewayNode node) {
        return places.eip(tx, node)
                .map(eip -> places.uplink(tx, eip, ClientFlavor.MEGABITS))
                .orElseGet(Uplink.None::new);
    }

    /// Out of service, a gateway serves nobody.
    private Optional<ClientServer> server(Handle tx, P2cGateway gateway) {
        return gateway.frozen() ? Optional.empty() : servers.wanted(tx, gateway.id());
    }
}
