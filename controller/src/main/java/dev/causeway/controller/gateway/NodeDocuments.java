package dev.causeway.controller.gateway;

import dev.causeway.controller.feature.DocumentSource;
import dev.causeway.controller.inventory.Eip;
import dev.causeway.controller.inventory.Eips;
import dev.causeway.controller.inventory.Internet;
import dev.causeway.controller.inventory.Subnet;
import dev.causeway.controller.inventory.Subnets;
import dev.causeway.controller.node.GatewayNode;
import dev.causeway.model.NodeId;
import dev.causeway.model.document.Attachment;
import dev.causeway.model.document.Document;
import dev.causeway.model.document.DocumentKind;
import dev.causeway.model.document.NodeDocument;
import dev.causeway.model.document.NodeService;
import dev.causeway.model.document.Uplink;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/// The documents of nodes: the gateway's own settings, and what those who use it have their nodes serve.
final class NodeDocuments implements DocumentSource {

    private final Gateways gateways;
    private final GatewayUsers users;
    private final Eips eips;
    private final Subnets subnets;

    NodeDocuments(Gateways gateways, GatewayUsers users, Eips eips, Subnets subnets) {
        this.gateways = gateways;
        this.users = users;
        this.eips = eips;
        this.subnets = subnets;
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

    private NodeDocument node(Handle tx, VpnGateway gateway, NodeId node, long generation) {
        return new NodeDocument(
                node,
                gateway.id(),
                generation,
                true,
                gateway.generation(),
                uplink(tx, node),
                attachment(tx, gateway, node),
                new NodeService.SiteToCloud(gateway.localSubnets(), users.tunnels(tx, node)));
    }

    private Uplink uplink(Handle tx, NodeId node) {
        Eip eip = Optional.ofNullable(eips.ofNodes(tx, List.of(node)).get(node))
                .orElseThrow(() -> new IllegalStateException("node " + node + " has no EIP"));
        Internet internet = eips.internet(tx);
        return new Uplink.Eip(eip.address(), internet.segment(), internet.router());
    }

    private Attachment attachment(Handle tx, VpnGateway gateway, NodeId id) {
        Subnet subnet = subnets.find(tx, gateway.project(), gateway.attachment().subnet());
        GatewayNode node = gateway.nodes().stream()
                .filter(each -> each.id().equals(id))
                .findFirst()
                .orElseThrow();
        return new Attachment.Vpc(
                gateway.attachment().vpc(), subnet.id(), subnet.prefix(), node.address(), subnet.router());
    }
}
