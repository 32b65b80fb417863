package dev.causeway.controller.server;

import dev.causeway.model.ServerId;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.Handle;

/// The feature of the authorities whose clients servers let in, where clients show certificates. What becomes of them
/// with their server it hears as a [ServerDependent].
public interface ClientAuthorities {

    /// How many a server has at most.
    int MOST = 10;

    /// Gives a new server those that it comes with, none of them twice.
    void add(Handle tx, VpnServer server, List<NewClientCa> given);

    /// What is shown of those of some servers, in the order in which they came.
    Map<ServerId, List<ClientCaView>> shown(Collection<ServerId> servers);
}
