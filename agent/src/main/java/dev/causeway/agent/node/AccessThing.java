package dev.causeway.agent.node;

import dev.causeway.agent.reconcile.Outcome;
import dev.causeway.model.document.AccessDocument;
import java.util.Set;

/// Who may connect to a VPN server. It stands on the node that runs the server.
record AccessThing(AccessDocument document) implements Thing {

    static final Claim CLAIM = new Claim(Set.of(), Set.of(), false);

    @Override
    public Outcome apply() {
        throw new UnsupportedOperationException("clients cannot be served yet");
    }

    @Override
    public void remove() {}

    @Override
    public Claim namespaces() {
        return CLAIM;
    }
}
