package dev.causeway.agent.node;

import dev.causeway.agent.host.HostNames;
import dev.causeway.agent.network.HostNetwork;
import dev.causeway.agent.network.InternetConfig;
import dev.causeway.agent.reconcile.Outcome;
import dev.causeway.model.document.InternetDocument;

/// The segment that EIPs lie on.
record InternetThing(InternetDocument document, HostNames names, HostNetwork network) implements Thing {

    @Override
    public Outcome apply() {
        network.apply(config(document));
        return Outcome.SETTLED;
    }

    static InternetConfig config(InternetDocument document) {
        return new InternetConfig(document.segment(), document.router());
    }

    @Override
    public void remove() {
        network.removeInternet();
    }

    @Override
    public Claim namespaces() {
        return claim(names);
    }

    static Claim claim(HostNames names) {
        return Claim.to(names.internet());
    }
}
