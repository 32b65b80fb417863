package dev.causeway.controller.clientgateway;

import dev.causeway.controller.inventory.Eip;
import dev.causeway.controller.inventory.EipHolder;
import dev.causeway.model.GatewayId;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/// The EIPs of P2C gateways.
final class P2cEips implements EipHolder {

    private final P2cGateways gateways;
    private final P2cGatewayChanges changes;

    P2cEips(P2cGateways gateways, P2cGatewayChanges changes) {
        this.gateways = gateways;
        this.changes = changes;
    }

    @Override
    public boolean keep(Handle tx, GatewayId gateway) {
        return locked(tx, gateway).isPresent();
    }

    @Override
    public boolean shares() {
        return false;
    }

    @Override
    public boolean taken(Handle tx, GatewayId gateway) {
        locked(tx, gateway).ifPresent(found -> changes.released(tx, found));
        return true;
    }

    /// What is on its way out follows nothing any more.
    @Override
    public void bandwidthChanged(Handle tx, Eip.Binding bound) {
        locked(tx, bound.gateway()).filter(found -> !found.deleting()).ifPresent(found -> gateways.touch(tx, found));
    }

    private static Optional<P2cGateway> locked(Handle tx, GatewayId gateway) {
        return P2cGatewayTable.find(tx, P2cGatewayTable.any(gateway), P2cGatewayTable.LOCK);
    }
}
