package dev.causeway.model.document;

import dev.causeway.model.ConnectionId;
import dev.causeway.model.IkeSettings;
import dev.causeway.model.InterfaceAddress;
import dev.causeway.model.IpsecSettings;
import dev.causeway.model.Ipv4;

/// A VPN connection as one node shall serve it.
///
/// @param generation of the connection's settings
/// @param slot a number from 1 to 250, unique in the node and kept for the life of the connection: the number in the
///     names of its interfaces, its firewall mark and its routing table
/// @param peer the customer gateway's public address
/// @param localAddress what the tunnel interface carries
/// @param peerAddress the other end's address in the same network
/// @param resets how often what is negotiated with the peer was to be made anew
public record Tunnel(
        ConnectionId connection,
        long generation,
        int slot,
        Ipv4 peer,
        Authentication authentication,
        IkeSettings ike,
        IpsecSettings ipsec,
        InterfaceAddress localAddress,
        InterfaceAddress peerAddress,
        Steering steering,
        long resets) {

    public Tunnel(
            ConnectionId connection,
            long generation,
            int slot,
            Ipv4 peer,
            Authentication authentication,
            IkeSettings ike,
            IpsecSettings ipsec,
            InterfaceAddress localAddress,
            InterfaceAddress peerAddress,
            Steering steering) {
        this(connection, generation, slot, peer, authentication, ike, ipsec, localAddress, peerAddress, steering, 0);
    }
}
