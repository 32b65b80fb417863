package dev.causeway.controller.connection;

import dev.causeway.controller.gateway.AsNumber;
import dev.causeway.controller.gateway.CustomerGateway;
import dev.causeway.controller.gateway.VpnGateway;
import dev.causeway.model.ConnectionStyle;
import dev.causeway.model.InvalidInput;
import java.util.Optional;

/// What a customer gateway must have whose routes are learnt by BGP.
final class SpokenPeer {

    private SpokenPeer() {}

    /// The AS number that a connection speaks to.
    ///
    /// @return empty unless the style is BGP
    /// @throws InvalidInput if the style is BGP, and the customer gateway has no AS number or the gateway's
    ///     own. The session would be one inside of an AS then, in which what others announced is not passed on.
    static Optional<AsNumber> asNumber(ConnectionStyle style, VpnGateway gateway, CustomerGateway peer) {
        return switch (style) {
            case POLICY, STATIC -> Optional.empty();
            case BGP -> Optional.of(asNumber(gateway, peer));
        };
    }

    private static AsNumber asNumber(VpnGateway gateway, CustomerGateway peer) {
        AsNumber number = peer.asNumber()
                .orElseThrow(() -> InvalidInput.at(
                        "cgw_id",
                        "must be a customer gateway with a bgp_asn when style is bgp: %s has none",
                        peer.id()));
        if (number.equals(gateway.asNumber())) {
            throw InvalidInput.at(
                    "cgw_id",
                    "must be a customer gateway with another bgp_asn than the VPN gateway's when style is bgp: %s has"
                            + " %d too",
                    peer.id(),
                    number.value());
        }
        return number;
    }
}
