package dev.causeway.controller.clientgateway;

import dev.causeway.model.GatewayId;
import dev.causeway.model.document.ClientServer;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/// The feature of the VPN servers, one of which a gateway may have. A gateway knows of its server what is asked
/// here. While the gateway is locked, its server neither comes nor goes.
public interface GatewayServer {

    /// The server, as the gateway's node shall run it.
    Optional<ClientServer> wanted(Handle tx, GatewayId gateway);

    /// Says of all that the server has on hosts beside the node that it shall vanish, since the gateway is
    /// deleted. The node's document is withdrawn by the gateway.
    void withdraw(Handle tx, GatewayId gateway);

    /// Whether anything of this is still on a host. When it is no longer, the feature has the gateway purged.
    boolean remains(Handle tx, GatewayId gateway);

    /// Drops the server and all that belongs to it: the gateway goes.
    void remove(Handle tx, GatewayId gateway);

    /// Takes notice that the gateway is out of service, or is again, and that nothing else has changed. The
    /// node's document is touched by the gateway.
    void served(Handle tx, GatewayId gateway, boolean inService);

    /// Has the server's daemon replaced although nothing of the server has changed. The node's document is
    /// touched by the gateway.
    void restart(Handle tx, GatewayId gateway);

    /// Takes notice that another number of clients can be connected at once.
    void roomChanged(Handle tx, GatewayId gateway);

    /// Checks that so many clients can be connected at once.
    ///
    /// @throws dev.causeway.model.Coded if the server's network is too small for them, or it has more users
    ///     than that
    void requireRoom(Handle tx, GatewayId gateway, int connections);
}
