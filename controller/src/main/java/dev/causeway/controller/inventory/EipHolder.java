package dev.causeway.controller.inventory;

import dev.causeway.model.GatewayId;
import org.jdbi.v3.core.Handle;

/// A feature whose gateways have EIPs, and follow their bandwidths.
public interface EipHolder {

    /// Keeps a gateway and its EIP as they are until the transaction ends.
    ///
    /// @return whether it is one of these
    boolean keep(Handle tx, GatewayId gateway);

    /// Whether EIPs that share a bandwidth may serve its gateways.
    boolean shares();

    /// Takes notice that the tenant takes the EIP from a gateway, which is kept.
    ///
    /// @return whether the gateway gives it up at once; another works with it until it gets another or is deleted
    boolean taken(Handle tx, GatewayId gateway);

    /// Takes notice that an EIP has another bandwidth. Its gateway is kept.
    void bandwidthChanged(Handle tx, Eip.Binding bound);
}
