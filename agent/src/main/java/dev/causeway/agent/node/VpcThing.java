package dev.causeway.agent.node;

import dev.causeway.agent.host.HostNames;
import dev.causeway.agent.network.HostNetwork;
import dev.causeway.agent.reconcile.Outcome;
import dev.causeway.model.VpcId;
import dev.causeway.model.document.VpcDocument;
import java.util.Set;

/// A VPC with its workloads.
record VpcThing(VpcDocument document, HostNames names, HostNetwork network, TunnelRoutes routes) implements Thing {

    @Override
    public Outcome apply() {
        routes.apply(document);
        return Outcome.SETTLED;
    }

    @Override
    public void remove() {
        network.remove(document.vpc());
    }

    @Override
    public Claim namespaces() {
        return claim(names, document.vpc());
    }

    static Claim claim(HostNames names, VpcId vpc) {
        return new Claim(Set.of(names.vpc(vpc)), Set.of(names.workloads(vpc)), true);
    }
}
