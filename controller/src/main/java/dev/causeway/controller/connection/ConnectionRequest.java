package dev.causeway.controller.connection;

import dev.causeway.controller.resource.Fields;
import dev.causeway.controller.resource.ResourceName;
import dev.causeway.controller.resource.Tag;
import dev.causeway.controller.web.JsonReader;
import dev.causeway.model.ApiWord;
import dev.causeway.model.ConnectionStyle;
import dev.causeway.model.CustomerGatewayId;
import dev.causeway.model.EipId;
import dev.causeway.model.GatewayId;
import dev.causeway.model.HaRole;
import dev.causeway.model.InterfaceAddress;
import dev.causeway.model.InvalidInput;
import dev.causeway.model.IpsecSettings;
import dev.causeway.model.PolicyRule;
import dev.causeway.model.PreSharedKey;
import dev.causeway.model.Prefix;
import dev.causeway.model.Unsupported;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// What a request says of a new connection.
///
/// @param gatewayAddress the EIP of the gateway that the connection is made at
/// @param tunnel empty if Causeway shall choose
record ConnectionRequest(
        ResourceName name,
        GatewayId gateway,
        EipId gatewayAddress,
        CustomerGatewayId customerGateway,
        ConnectionStyle style,
        Optional<HaRole> haRole,
        boolean nqa,
        List<Prefix> peerSubnets,
        List<PolicyRule> policyRules,
        Optional<TunnelAddresses> tunnel,
        Optional<PreSharedKey> psk,
        IkeProfile ike,
        IpsecSettings ipsec,
        List<Tag> tags) {

    private static final int MOST_IN_A_BATCH = 2;

    static ConnectionRequest parse(JsonReader body) {
        return body.requiredObject("vpn_connection", ConnectionRequest::read);
    }

    static List<ConnectionRequest> parseBatch(JsonReader body) {
        String name = "vpn_connections";
        List<ConnectionRequest> requests = body.requiredObjects(name, ConnectionRequest::read);
        if (requests == null) {
            return List.of();
        }
        if (requests.isEmpty() || requests.size() > MOST_IN_A_BATCH) {
            body.violation(name, "must have 1 or %d connections, not %d", MOST_IN_A_BATCH, requests.size());
        } else if (!requests.getFirst().gateway().equals(requests.getLast().gateway())) {
            body.violation(name + "[1].vgw_id", "must be the same as that of the first connection");
        }
        return requests;
    }

    private static ConnectionRequest read(JsonReader in) {
        ConnectionStyle style = in.optional("style", ConnectionRequest::style).orElse(ConnectionStyle.STATIC);
        refuseWhatIsNotBuilt(in);
        return new ConnectionRequest(
                in.optional("name", ResourceName::new).orElseGet(() -> ResourceName.generate("vpn")),
                in.required("vgw_id", GatewayId::parse),
                in.required("vgw_ip", EipId::parse),
                in.required("cgw_id", CustomerGatewayId::parse),
                style,
                in.optionalWord("ha_role", HaRole.class),
                nqa(in, style),
                PeerSubnets.required(in),
                policyRules(in, style),
                tunnel(in),
                in.optional("psk", PskRule::parse),
                ike(in),
                IpsecChange.optional(in)
                        .map(change -> change.on(IpsecChange.USUAL))
                        .orElse(IpsecChange.USUAL),
                Fields.tags(in));
    }

    /// Reads the two addresses inside the tunnel, of which one is enough.
    private static Optional<TunnelAddresses> tunnel(JsonReader in) {
        Optional<InterfaceAddress> local = in.optional("tunnel_local_address", TunnelAddresses::parse);
        Optional<InterfaceAddress> peer = in.optional("tunnel_peer_address", TunnelAddresses::parse);
        boolean given = local.isPresent() || peer.isPresent();
        return given ? Optional.of(TunnelAddresses.of(local, peer)) : Optional.empty();
    }

    static void refuseWhatIsNotBuilt(JsonReader in) {
        if (in.optionalBoolean("enable_health_check").orElse(false)) {
            throw new Unsupported("health checks (enable_health_check) are not supported yet");
        }
        for (String name : List.of("peer_subnets_v6", "policy_rules_v6")) {
            if (in.has(name) && !in.isEmptyList(name)) {
                throw new Unsupported("IPv6 (%s) is not supported yet", name);
            }
        }
    }

    private static ConnectionStyle style(String text) {
        ConnectionStyle style = ApiWord.parse(ConnectionStyle.class, text.toLowerCase(Locale.ROOT));
        if (style == ConnectionStyle.BGP) {
            throw new Unsupported("connections of style bgp are not supported yet");
        }
        return style;
    }

    private static boolean nqa(JsonReader in, ConnectionStyle style) {
        if (in.optionalBoolean("enable_hub").orElse(false)) {
            in.violation("enable_hub", "must be set only when style is bgp");
        }
        boolean nqa = in.optionalBoolean("enable_nqa").orElse(false);
        if (nqa && style != ConnectionStyle.STATIC) {
            in.violation("enable_nqa", "must be set only when style is static");
        }
        return nqa;
    }

    private static List<PolicyRule> policyRules(JsonReader in, ConnectionStyle style) {
        List<PolicyRule> rules = PolicyRules.optional(in).orElse(List.of());
        if (style != ConnectionStyle.POLICY && !rules.isEmpty()) {
            in.violation("policy_rules", "must be set only when style is policy");
        } else if (style == ConnectionStyle.POLICY && rules.isEmpty()) {
            in.violation("policy_rules", "must have at least one rule when style is policy");
        }
        return rules;
    }

    private static IkeProfile ike(JsonReader in) {
        IkeProfile profile = IkeChange.optional(in)
                .map(change -> change.on(IkeProfile.USUAL))
                .orElse(IkeProfile.USUAL);
        profile.conflict().ifPresent(reason -> in.violation("ikepolicy.encryption_algorithm", "%s", reason));
        return profile;
    }

    /// Makes the name of a field part of a failure that was found later than at reading.
    static InvalidInput invalid(String path, String field, String reason) {
        return new InvalidInput("%s.%s: %s", path, field, reason);
    }
}
