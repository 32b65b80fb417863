package dev.causeway.model.document;

import dev.causeway.model.ConnectionId;
import dev.causeway.model.ConnectionStyle;
import dev.causeway.model.IkeSettings;
import dev.causeway.model.InterfaceAddress;
import dev.causeway.model.IpsecSettings;
import dev.causeway.model.Ipv4;
import dev.causeway.model.PolicyRule;
import dev.causeway.model.PreSharedKey;
import dev.causeway.model.Prefix;
import java.util.List;
import java.util.Optional;

/// A VPN connection as one node shall serve it.
///
/// @param generation of the connection's settings
/// @param slot a number from 1 to 250, unique in the node and kept for the life of the connection: the number in the
///     names of its interfaces, its firewall mark and its routing table
/// @param peer the customer gateway's public address
/// @param psk absent until the tenant sets one; without it the tunnel stays down
/// @param localAddress what the tunnel interface carries
/// @param peerAddress the other end's address in the same network
/// @param peerSubnets the customer's networks
/// @param policyRules empty unless the style is policy
public record Tunnel(
        ConnectionId connection,
        long generation,
        int slot,
        ConnectionStyle style,
        Ipv4 peer,
        Optional<PreSharedKey> psk,
        IkeSettings ike,
        IpsecSettings ipsec,
        InterfaceAddress localAddress,
        InterfaceAddress peerAddress,
        List<Prefix> peerSubnets,
        List<PolicyRule> policyRules) {

    public Tunnel {
        peerSubnets = List.copyOf(peerSubnets);
        policyRules = List.copyOf(policyRules);
    }
}
