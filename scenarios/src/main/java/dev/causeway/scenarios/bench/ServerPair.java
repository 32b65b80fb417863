package dev.causeway.scenarios.bench;

import dev.causeway.scenarios.host.NetworkNamespace;
import dev.causeway.scenarios.lab.ClientLab;
import dev.causeway.scenarios.site.StockClient;

/// The service's server and one that is made by hand, with a machine on the internet for each.
record ServerPair(ClientLab lab, StockClient managed, HandServer hand, StockClient byHand) {

    NetworkNamespace managedMachine() {
        return managed.machine();
    }

    NetworkNamespace machineByHand() {
        return byHand.machine();
    }

    String managedProfile() {
        return lab.profile();
    }

    String profileByHand() {
        return hand.profile(lab.profile());
    }
}
