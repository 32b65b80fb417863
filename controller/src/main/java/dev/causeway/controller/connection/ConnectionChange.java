package dev.causeway.controller.connection;

import dev.causeway.model.ConnectionStyle;
import dev.causeway.model.InvalidInput;
import dev.causeway.model.PolicyRule;
import java.util.List;

/// What a connection becomes by a change.
final class ConnectionChange {

    private ConnectionChange() {}

    static VpnConnection apply(String path, VpnConnection before, VpnConnection.Ends ends, ConnectionUpdate update) {
        requireStyle(path, before.style(), update);
        IkeProfile ike = update.ike()
                .map(change -> change.between(before.ends()).between(ends).on(before.ike()))
                .orElse(before.ike());
        update.ike().flatMap(_ -> ike.conflict()).ifPresent(reason -> {
            throw new InvalidInput("%s.ikepolicy.encryption_algorithm: %s", path, reason);
        });
        return new VpnConnection(
                before.id(),
                before.project(),
                update.name().orElse(before.name()),
                ends,
                before.slot(),
                before.style(),
                before.haRole(),
                update.nqa().orElse(before.nqa()),
                update.peerSubnets().orElse(before.peerSubnets()),
                update.policyRules().orElse(before.policyRules()),
                tunnel(path, before.tunnel(), update),
                ike,
                update.ipsec().map(change -> change.on(before.ipsec())).orElse(before.ipsec()),
                before.tags(),
                before.enterpriseProject(),
                before.history());
    }

    static boolean concernsTheDataPlane(VpnConnection before, VpnConnection after) {
        return !before.ends().equals(after.ends())
                || !before.peerSubnets().equals(after.peerSubnets())
                || !before.policyRules().equals(after.policyRules())
                || !before.tunnel().equals(after.tunnel())
                || !before.ike().equals(after.ike())
                || !before.ipsec().equals(after.ipsec());
    }

    private static TunnelAddresses tunnel(String path, TunnelAddresses before, ConnectionUpdate update) {
        try {
            return before.changed(update.tunnelLocal(), update.tunnelPeer());
        } catch (InvalidInput e) {
            throw new InvalidInput("%s: %s", path, e.getMessage());
        }
    }

    private static void requireStyle(String path, ConnectionStyle style, ConnectionUpdate update) {
        boolean policy = style == ConnectionStyle.POLICY;
        List<PolicyRule> rules = update.policyRules().orElse(List.of());
        if (!policy && !rules.isEmpty()) {
            throw new InvalidInput("%s.policy_rules: must be set only when style is policy", path);
        }
        if (policy && update.policyRules().isPresent() && rules.isEmpty()) {
            throw new InvalidInput("%s.policy_rules: must have at least one rule when style is policy", path);
        }
        if (policy && update.nqa().orElse(false)) {
            throw new InvalidInput("%s.enable_nqa: must be set only when style is static", path);
        }
        if (update.hub().orElse(false)) {
            throw new InvalidInput("%s.enable_hub: must be set only when style is bgp", path);
        }
    }
}
