package dev.causeway.model.wire;

import dev.causeway.model.ConnectionId;
import dev.causeway.model.IkeSettings;
import dev.causeway.model.InterfaceAddress;
import dev.causeway.model.IpsecSettings;
import dev.causeway.model.Ipv4;
import dev.causeway.model.PolicyRule;
import dev.causeway.model.PreSharedKey;
import dev.causeway.model.Prefix;
import dev.causeway.model.document.Authentication;
import dev.causeway.model.document.Steering;
import dev.causeway.model.document.Tunnel;
import java.util.List;
import java.util.Optional;

/// How a tunnel is written: flat, as it has been since the first version, which requires each of these fields but the
/// key. A further steering is another style with an [Optional] field of its own, and a further authentication such a
/// field too; whoever does not know the one or the other must not read the document as something else, so `peerSubnets`
/// is left out then.
///
/// @param psk absent until the tenant sets one
/// @param peerSubnets of a policy the destinations of its rules
/// @param policyRules empty unless the style is policy
record TunnelForm(
        ConnectionId connection,
        long generation,
        int slot,
        Style style,
        Ipv4 peer,
        Optional<PreSharedKey> psk,
        IkeSettings ike,
        IpsecSettings ipsec,
        InterfaceAddress localAddress,
        InterfaceAddress peerAddress,
        List<Prefix> peerSubnets,
        List<PolicyRule> policyRules) {

    enum Style {
        POLICY,
        STATIC
    }

    static TunnelForm of(Tunnel tunnel) {
        return new TunnelForm(
                tunnel.connection(),
                tunnel.generation(),
                tunnel.slot(),
                switch (tunnel.steering()) {
                    case Steering.Policy _ -> Style.POLICY;
                    case Steering.Static _ -> Style.STATIC;
                },
                tunnel.peer(),
                switch (tunnel.authentication()) {
                    case Authentication.SharedKey(Optional<PreSharedKey> key) -> key;
                },
                tunnel.ike(),
                tunnel.ipsec(),
                tunnel.localAddress(),
                tunnel.peerAddress(),
                tunnel.steering().destinations(),
                switch (tunnel.steering()) {
                    case Steering.Policy(List<PolicyRule> rules) -> rules;
                    case Steering.Static _ -> List.of();
                });
    }

    Tunnel value() {
        return new Tunnel(
                connection,
                generation,
                slot,
                peer,
                new Authentication.SharedKey(psk),
                ike,
                ipsec,
                localAddress,
                peerAddress,
                switch (style) {
                    case POLICY -> new Steering.Policy(policyRules);
                    case STATIC -> new Steering.Static(peerSubnets);
                });
    }
}
