package dev.causeway.controller.server;

import org.jdbi.v3.core.Handle;

/// A feature whose things belong to servers, such as users. A server knows of them what is asked here. While
/// its gateway is locked, none of them comes or goes.
public interface ServerDependent {

    /// Takes notice of a new server.
    void made(Handle tx, VpnServer server);

    /// Takes notice of a change, and refuses one that does not fit.
    ///
    /// @throws dev.causeway.model.ServiceException if what is there stands in the way
    void changed(Handle tx, VpnServer before, VpnServer after);

    /// Checks that so many clients can be connected at once.
    ///
    /// @throws dev.causeway.model.Coded if there are more things than that
    void requireRoom(Handle tx, VpnServer server, int connections);

    /// Takes notice that the gateway is out of service, or is again.
    void served(Handle tx, VpnServer server, boolean inService);

    /// Says of all that the things have on hosts that it shall vanish.
    void withdraw(Handle tx, VpnServer server);

    /// Whether anything of this is still on a host. When it is no longer, the feature has the gateway purged.
    boolean remains(Handle tx, VpnServer server);

    /// Drops the things of a server, which goes.
    void remove(Handle tx, VpnServer server);
}
