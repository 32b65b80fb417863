package dev.causeway.controller.connection;

import dev.causeway.controller.resource.ResourceName;
import dev.causeway.controller.resource.Tag;
import dev.causeway.controller.resource.Tags;
import dev.causeway.controller.web.JsonReader;
import dev.causeway.model.ApiWord;
import dev.causeway.model.ConnectionStyle;
import dev.causeway.model.CustomerGatewayId;
import dev.causeway.model.EipId;
import dev.causeway.model.GatewayId;
import dev.causeway.model.HaRole;
import dev.causeway.model.InterfaceAddress;
import dev.causeway.model.IpsecSettings;
import dev.causeway.model.PreSharedKey;
import dev.causeway.model.Unsupported;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// What a request says of a new connection.
///
/// @param gatewayAddress the EIP of the gateway that the connection is made at
/// @param tunnel empty if Causeway shall choose
/// @param healthCheck whether the way to the customer gateway shall be monitored
record ConnectionRequest(
        ResourceName name,
        GatewayId gateway,
        EipId gatewayAddress,
        CustomerGatewayId customerGateway,
        Optional<HaRole> haRole,
        SteeringSpec steering,
        Optional<TunnelAddresses> tunnel,
        Optional<PreSharedKey> psk,
        IkeProfile ike,
        IpsecSettings ipsec,
        boolean healthCheck,
        List<Tag> tags) {

    private static final int MOST_IN_A_BATCH = 2;

    static List<ConnectionRequest> readBatch(JsonReader body, String name) {
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

    static ConnectionRequest read(JsonReader in) {
        ConnectionStyle style = in.optional("style", ConnectionRequest::style).orElse(ConnectionStyle.STATIC);
        refuseWhatIsNotBuilt(in);
        return new ConnectionRequest(
                in.optional("name", ResourceName::new).orElseGet(() -> ResourceName.generate("vpn")),
                in.required("vgw_id", GatewayId::parse),
                in.required("vgw_ip", EipId::parse),
                in.required("cgw_id", CustomerGatewayId::parse),
                in.optionalWord("ha_role", HaRole.class),
                steering(in, style),
                tunnel(in),
                in.optional("psk", PskRule::parse),
                ike(in),
                IpsecChange.optional(in)
                        .map(change -> change.on(IpsecChange.USUAL))
                        .orElse(IpsecChange.USUAL),
                in.optionalBoolean("enable_health_check").orElse(false),
                Tags.read(in));
    }

    /// What the tenant wants, between two ends.
    ///
    /// @param between the addresses that the tunnel shall have
    ConnectionSpec spec(VpnConnection.Ends ends, TunnelAddresses between) {
        return new ConnectionSpec(name, steering, between, ike.derivedFrom(ends), ipsec);
    }

    /// Reads the two addresses inside the tunnel, of which one is enough.
    private static Optional<TunnelAddresses> tunnel(JsonReader in) {
        Optional<InterfaceAddress> local = in.optional("tunnel_local_address", TunnelAddresses::parse);
        Optional<InterfaceAddress> peer = in.optional("tunnel_peer_address", TunnelAddresses::parse);
        boolean given = local.isPresent() || peer.isPresent();
        return given ? Optional.of(TunnelAddresses.of(local, peer)) : Optional.empty();
    }

    static void refuseWhatIsNotBuilt(JsonReader in) {
        for (String name : List.of("peer_subnets_v6", "policy_rules_v6")) {
            if (in.has(name) && !in.isEmptyList(name)) {
                throw new Unsupported("IPv6 (%s) is not supported yet", name);
            }
        }
    }

    private static ConnectionStyle style(String text) {
        return ApiWord.parse(ConnectionStyle.class, text.toLowerCase(Locale.ROOT));
    }

    private static SteeringSpec steering(JsonReader in, ConnectionStyle style) {
        SteeringChange given = SteeringChange.readWhole(in);
        given.misfits(style).forEach(in::violation);
        return given.fresh(style);
    }

    private static IkeProfile ike(JsonReader in) {
        IkeProfile profile = IkeChange.optional(in)
                .map(change -> change.on(IkeProfile.USUAL))
                .orElse(IkeProfile.USUAL);
        profile.conflict().ifPresent(reason -> in.violation("ikepolicy.encryption_algorithm", "%s", reason));
        return profile;
    }
}
