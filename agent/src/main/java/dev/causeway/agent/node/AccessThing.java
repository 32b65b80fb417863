package dev.causeway.agent.node;

import dev.causeway.agent.network.HostNetwork;
import dev.causeway.agent.openvpn.AccessConfig;
import dev.causeway.agent.reconcile.Outcome;
import dev.causeway.model.document.AccessDocument;
import dev.causeway.model.document.DocumentKey;
import java.util.List;
import java.util.Set;

/// Who may connect to a VPN server, and how far.
record AccessThing(AccessDocument document, ClientDriver clients, HostNetwork network) implements Thing {

    static final Claim CLAIM = new Claim(Set.of(), Set.of(), true);

    /// The node that runs the server has to be there, whatever is still to be done to it.
    @Override
    public List<Foundation> foundations() {
        return List.of(Foundation.present(DocumentKey.node(document.node()), () -> network.exists(document.node())));
    }

    @Override
    public Outcome apply() {
        clients.access(AccessPlan.of(document));
        return Outcome.SETTLED;
    }

    @Override
    public void remove() {
        if (network.exists(document.node())) {
            clients.access(AccessConfig.closed(document.server(), document.node()));
        }
    }

    @Override
    public Claim namespaces() {
        return CLAIM;
    }
}
