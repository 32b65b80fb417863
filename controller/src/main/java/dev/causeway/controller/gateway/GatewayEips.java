package dev.causeway.controller.gateway;

import dev.causeway.controller.fleet.Documents;
import dev.causeway.controller.inventory.Eip;
import dev.causeway.controller.inventory.EipHolder;
import dev.causeway.controller.node.GatewayNode;
import dev.causeway.model.GatewayId;
import org.jdbi.v3.core.Handle;

/// The EIPs of gateways.
final class GatewayEips implements EipHolder {

    private final Documents documents;

    GatewayEips(Documents documents) {
        this.documents = documents;
    }

    @Override
    public boolean keep(Handle tx, GatewayId gateway) {
        return GatewayTable.lock(tx, gateway).isPresent();
    }

    @Override
    public boolean shares() {
        return true;
    }

    @Override
    public boolean taken(Handle tx, GatewayId gateway) {
        return false;
    }

    /// The node follows at once, while the gateway stays as it is: none of its own settings has changed. What is on
    /// its way out follows nothing any more.
    @Override
    public void bandwidthChanged(Handle tx, Eip.Binding bound) {
        GatewayTable.lock(tx, bound.gateway())
                .filter(found -> !found.deleting())
                .ifPresent(_ -> documents.touch(tx, GatewayNode.document(bound.node())));
    }
}
