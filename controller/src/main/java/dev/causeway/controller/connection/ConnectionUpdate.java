package dev.causeway.controller.connection;

import dev.causeway.controller.resource.ResourceName;
import dev.causeway.controller.web.JsonReader;
import dev.causeway.model.CustomerGatewayId;
import dev.causeway.model.InterfaceAddress;
import dev.causeway.model.PolicyRule;
import dev.causeway.model.PreSharedKey;
import dev.causeway.model.Prefix;
import java.util.List;
import java.util.Optional;

/// What a request says of a connection that is to be changed. What is absent stays as it is.
record ConnectionUpdate(
        Optional<ResourceName> name,
        Optional<CustomerGatewayId> customerGateway,
        Optional<Boolean> nqa,
        Optional<Boolean> hub,
        Optional<List<Prefix>> peerSubnets,
        Optional<List<PolicyRule>> policyRules,
        Optional<InterfaceAddress> tunnelLocal,
        Optional<InterfaceAddress> tunnelPeer,
        Optional<PreSharedKey> psk,
        Optional<IkeChange> ike,
        Optional<IpsecChange> ipsec) {

    static ConnectionUpdate parse(JsonReader body) {
        return body.requiredObject("vpn_connection", ConnectionUpdate::read);
    }

    private static ConnectionUpdate read(JsonReader in) {
        ConnectionRequest.refuseWhatIsNotBuilt(in);
        return new ConnectionUpdate(
                in.optional("name", ResourceName::new),
                in.optional("cgw_id", CustomerGatewayId::parse),
                in.optionalBoolean("enable_nqa"),
                in.optionalBoolean("enable_hub"),
                PeerSubnets.optional(in),
                PolicyRules.optional(in),
                in.optional("tunnel_local_address", TunnelAddresses::parse),
                in.optional("tunnel_peer_address", TunnelAddresses::parse),
                in.optional("psk", PskRule::parse),
                IkeChange.optional(in),
                IpsecChange.optional(in));
    }
}
