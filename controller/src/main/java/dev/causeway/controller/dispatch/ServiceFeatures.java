package dev.causeway.controller.dispatch;

import dev.causeway.controller.connection.ConnectionFeature;
import dev.causeway.controller.gateway.GatewayFeature;
import dev.causeway.controller.inventory.Inventory;
import dev.causeway.controller.inventory.InventoryDocuments;
import dev.causeway.model.ConnectionId;
import dev.causeway.model.NodeId;
import dev.causeway.model.VpcId;
import dev.causeway.model.document.Document;
import dev.causeway.model.document.DocumentKey;
import dev.causeway.model.document.HostReport;
import dev.causeway.model.document.VpcDocument;
import java.util.Collection;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/// The features of the service, as far as documents and reports go.
public final class ServiceFeatures implements Features {

    private final Inventory inventory;
    private final GatewayFeature gateways;
    private final ConnectionFeature connections;

    public ServiceFeatures(Inventory inventory, GatewayFeature gateways, ConnectionFeature connections) {
        this.inventory = inventory;
        this.gateways = gateways;
        this.connections = connections;
    }

    @Override
    public Optional<Document> build(Handle tx, DocumentKey key, long generation, boolean wanted) {
        return switch (key.kind()) {
            case INTERNET -> Optional.of(inventory.documents().internet(tx, generation, wanted));
            case VPC -> Optional.of(vpc(tx, VpcId.parse(key.id()), generation, wanted));
            case NODE -> node(tx, NodeId.parse(key.id()), generation, wanted);
        };
    }

    @Override
    public Wanted wanted(Handle tx, Collection<NodeId> nodes, Collection<ConnectionId> ids) {
        return new Wanted(
                gateways.gateways().generations(tx, nodes),
                connections.connections().wanted(tx, ids));
    }

    @Override
    public void observe(Handle tx, HostReport report) {
        gateways.gateways().observe(tx, report);
        connections.connections().observe(tx, report);
    }

    @Override
    public void gone(Handle tx, DocumentKey key) {
        switch (key.kind()) {
            case INTERNET -> {
                // Stays as long as the host does.
            }
            case VPC -> inventory.vpcs().purge(tx, VpcId.parse(key.id()));
            case NODE -> gateways.gateways().purge(tx, NodeId.parse(key.id()));
        }
    }

    private VpcDocument vpc(Handle tx, VpcId vpc, long generation, boolean wanted) {
        InventoryDocuments.VpcContent content = inventory.documents().vpc(tx, vpc);
        return new VpcDocument(
                vpc,
                generation,
                wanted,
                content.subnets(),
                content.workloads(),
                connections.contents().peerRoutes(tx, vpc));
    }

    /// What shall vanish has no tunnels, so that no key of theirs is written on a host once more.
    private Optional<Document> node(Handle tx, NodeId node, long generation, boolean wanted) {
        return connections
                .contents()
                .node(tx, node, generation, wanted)
                .map(document -> wanted ? document : document.withdrawn());
    }
}
