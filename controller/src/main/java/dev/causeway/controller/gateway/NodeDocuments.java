package dev.causeway.controller.gateway;

import dev.causeway.controller.feature.DocumentSource;
import dev.causeway.controller.inventory.Eip;
import dev.causeway.controller.node.GatewayNode;
import dev.causeway.controller.node.NodePlaces;
import dev.causeway.model.NodeId;
import dev.causeway.model.document.Document;
import dev.causeway.model.document.DocumentKind;
import dev.causeway.model.document.NodeDocument;
import dev.causeway.model.document.NodeService;
import dev.causeway.model.document.Tunnel;
import dev.causeway.model.document.Uplink;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jdbi.v3.core.Handle;

/// The documents of nodes: the gateway's own settings, and what those who use it have their nodes serve.
final class NodeDocuments implements DocumentSource {

    private final Gateways gateways;
    private final GatewayUsers users;
    private final NodePlaces places;
    private final Speakers speakers;
    private final List<NodeMonitors> monitors = new CopyOnWriteArrayList<>();

    NodeDocuments(Gateways gateways, GatewayUsers users, NodePlaces places) {
        this.gateways = gateways;
        this.users = users;
        this.places = places;
        this.speakers = new Speakers(users);
    }

    void add(NodeMonitors source) {
        monitors.add(source);
    }

    @Override
    public DocumentKind kind() {
        return DocumentKind.NODE;
    }

    /// What shall vanish has no tunnels, so that no key of theirs is written on a host once more.
    @Override
    public Optional<Document> build(Handle tx, String id, long generation, boolean wanted) {
        NodeId node = NodeId.parse(id);
        return gateways.ofNode(tx, node)
                .map(gateway -> node(tx, gateway, node, generation))
                .map(document -> wanted ? document : document.withdrawn());
    }

    @Override
    public void gone(Handle tx, String id) {
        gateways.purge(tx, NodeId.parse(id));
    }

    private NodeDocument node(Handle tx, VpnGateway gateway, NodeId id, long generation) {
        GatewayNode node = of(gateway, id);
        return new NodeDocument(
                id,
                gateway.id(),
                generation,
                true,
                gateway.generation(),
                uplink(tx, gateway.flavor(), node),
                places.attachment(tx, gateway.project(), gateway.attachment().subnet(), node),
                service(tx, gateway, node));
    }

    private NodeService service(Handle tx, VpnGateway gateway, GatewayNode node) {
        List<Tunnel> tunnels = users.tunnels(tx, node.id());
        return new NodeService.SiteToCloud(
                gateway.localSubnets(),
                tunnels,
                speakers.of(tx, gateway, node, tunnels.stream().map(Tunnel::steering)),
                monitors.stream()
                        .flatMap(source -> source.monitors(tx, node.id()).stream())
                        .toList(),
                node.drainedAt());
    }

    private Uplink uplink(Handle tx, Flavor flavor, GatewayNode node) {
        Eip eip =
                places.eip(tx, node).orElseThrow(() -> new IllegalStateException("node " + node.id() + " has no EIP"));
        return places.uplink(tx, eip, flavor.megabits());
    }

    private static GatewayNode of(VpnGateway gateway, NodeId id) {
        return gateway.nodes().stream()
                .filter(each -> each.id().equals(id))
                .findFirst()
                .orElseThrow();
    }
}
