package dev.causeway.controller.connection;

import dev.causeway.model.PolicyRule;
import dev.causeway.model.Prefix;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What a request makes of a connection. Rules are checked for what is new in it: what was there before was accepted,
/// and other things may have changed around it since.
///
/// @param before empty if the connection is new as a whole
record Change(Optional<VpnConnection> before, VpnConnection after) {

    static Change fresh(VpnConnection made) {
        return new Change(Optional.empty(), made);
    }

    boolean peerIsNew() {
        return before.filter(old -> old.ends().peer().equals(after.ends().peer()))
                .isEmpty();
    }

    List<Prefix> newPeerSubnets() {
        return added(before.map(VpnConnection::peerSubnets), after.peerSubnets());
    }

    List<Prefix> newRuleDestinations() {
        return added(
                before.map(old -> VpnConnection.destinations(old.policyRules())),
                VpnConnection.destinations(after.policyRules()));
    }

    List<Prefix> newRuleSources() {
        return added(before.map(Change::sources), sources(after));
    }

    private static List<Prefix> sources(VpnConnection connection) {
        return connection.policyRules().stream().map(PolicyRule::source).toList();
    }

    private static List<Prefix> added(Optional<List<Prefix>> before, List<Prefix> after) {
        List<Prefix> added = new ArrayList<>(after);
        added.removeAll(before.orElse(List.of()));
        return added;
    }
}
