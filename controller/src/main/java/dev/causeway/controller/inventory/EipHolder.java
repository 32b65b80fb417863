package dev.causeway.controller.inventory;

import dev.causeway.model.GatewayId;
import org.jdbi.v3.core.Handle;

/// A feature whose gateways give an EIP up as soon as the tenant takes it away, and follow its bandwidth.
public interface EipHolder {

    /// Keeps a gateway and its EIP as they are until the transaction ends.
    ///
    /// @return whether it is one of these
    boolean keep(Handle tx, GatewayId gateway);

    /// Takes notice that a gateway, which is kept, has its EIP no longer.
    void released(Handle tx, GatewayId gateway);

    /// Takes notice that the EIP of a gateway, which is kept, has another bandwidth.
    void bandwidthChanged(Handle tx, GatewayId gateway);
}
