package dev.causeway.controller.connection;

import dev.causeway.controller.resource.ResourceName;
import dev.causeway.controller.web.JsonReader;
import dev.causeway.model.CustomerGatewayId;
import dev.causeway.model.InterfaceAddress;
import dev.causeway.model.InvalidInput;
import dev.causeway.model.PreSharedKey;
import dev.causeway.model.Violation;
import java.util.List;
import java.util.Optional;

/// What a request says of a connection that is to be changed. What is absent stays as it is.
record ConnectionUpdate(
        Optional<ResourceName> name,
        Optional<CustomerGatewayId> customerGateway,
        SteeringChange steering,
        Optional<InterfaceAddress> tunnelLocal,
        Optional<InterfaceAddress> tunnelPeer,
        Optional<PreSharedKey> psk,
        Optional<IkeChange> ike,
        Optional<IpsecChange> ipsec) {

    static ConnectionUpdate read(JsonReader in) {
        ConnectionRequest.refuseWhatIsNotBuilt(in);
        return new ConnectionUpdate(
                in.optional("name", ResourceName::new),
                in.optional("cgw_id", CustomerGatewayId::parse),
                SteeringChange.read(in),
                in.optional("tunnel_local_address", TunnelAddresses::parse),
                in.optional("tunnel_peer_address", TunnelAddresses::parse),
                in.optional("psk", PskRule::parse),
                IkeChange.optional(in),
                IpsecChange.optional(in));
    }

    /// What it makes of a spec.
    ///
    /// @param before the connection as it is
    /// @param ends those that it shall have
    ConnectionSpec on(VpnConnection before, VpnConnection.Ends ends) {
        ConnectionSpec spec = before.spec();
        List<Violation> misfits = steering.misfits(spec.steering().style());
        if (!misfits.isEmpty()) {
            throw new InvalidInput(misfits);
        }
        return new ConnectionSpec(
                name.orElse(spec.name()),
                steering.on(spec.steering()),
                spec.tunnel().changed(tunnelLocal, tunnelPeer),
                ike.map(change -> ike(change.between(before.ends()).between(ends), spec.ike()))
                        .orElse(spec.ike()),
                ipsec.map(change -> change.on(spec.ipsec())).orElse(spec.ipsec()));
    }

    private static IkeProfile ike(IkeChange change, IkeProfile before) {
        IkeProfile after = change.on(before);
        after.conflict().ifPresent(reason -> {
            throw InvalidInput.at("ikepolicy.encryption_algorithm", "%s", reason);
        });
        return after;
    }
}
