package dev.causeway.model.wire;

import com.fasterxml.jackson.annotation.JsonInclude;
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
/// is left out then. What a version may pass over is left out where it is as it was before there was a word for it.
///
/// @param psk absent until the tenant sets one
/// @param peerSubnets of a policy the destinations of its rules; left out with BGP
/// @param policyRules empty unless the style is policy
/// @param bgp left out with another style
/// @param nqa left out unless it is true
/// @param resets left out unless there was one
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
        @JsonInclude(JsonInclude.Include.NON_ABSENT) Optional<List<Prefix>> peerSubnets,
        List<PolicyRule> policyRules,
        @JsonInclude(JsonInclude.Include.NON_ABSENT) Optional<Steering.Bgp> bgp,
        @JsonInclude(JsonInclude.Include.NON_ABSENT) Optional<Boolean> nqa,
        @JsonInclude(JsonInclude.Include.NON_ABSENT) Optional<Long> resets) {

    enum Style {
        POLICY,
        STATIC,
        BGP
    }

    /// What a steering says, in the fields of the form.
    private record Steered(
            Style style,
            Optional<List<Prefix>> subnets,
            List<PolicyRule> rules,
            Optional<Steering.Bgp> bgp,
            boolean nqa) {

        static Steered of(Steering steering) {
            return switch (steering) {
                case Steering.Policy(List<PolicyRule> rules) ->
                    new Steered(Style.POLICY, Optional.of(steering.destinations()), rules, Optional.empty(), false);
                case Steering.Static(List<Prefix> subnets, boolean nqa) ->
                    new Steered(Style.STATIC, Optional.of(subnets), List.of(), Optional.empty(), nqa);
                case Steering.Bgp bgp -> new Steered(Style.BGP, Optional.empty(), List.of(), Optional.of(bgp), false);
            };
        }
    }

    static TunnelForm of(Tunnel tunnel) {
        var steered = Steered.of(tunnel.steering());
        return new TunnelForm(
                tunnel.connection(),
                tunnel.generation(),
                tunnel.slot(),
                steered.style(),
                tunnel.peer(),
                switch (tunnel.authentication()) {
                    case Authentication.SharedKey(Optional<PreSharedKey> key) -> key;
                },
                tunnel.ike(),
                tunnel.ipsec(),
                tunnel.localAddress(),
                tunnel.peerAddress(),
                steered.subnets(),
                steered.rules(),
                steered.bgp(),
                Optional.of(steered.nqa()).filter(asked -> asked),
                Optional.of(tunnel.resets()).filter(count -> count > 0));
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
                    case STATIC -> new Steering.Static(peerSubnets.orElseThrow(), nqa.orElse(false));
                    case BGP -> bgp.orElseThrow();
                },
                resets.orElse(0L));
    }
}
