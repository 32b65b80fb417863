package dev.causeway.agent.ipsec;

import dev.causeway.agent.host.Slot;
import dev.causeway.agent.ipsec.Daemons.Trace;
import dev.causeway.model.ConnectionId;
import dev.causeway.model.IkeSettings;
import dev.causeway.model.InterfaceAddress;
import dev.causeway.model.IpsecSettings;
import dev.causeway.model.Ipv4;
import dev.causeway.model.NodeId;

/// A tunnel as this driver shall hold it: all that it needs to know of what is wanted, and nothing more. Whatever else
/// changes, an equal one takes no work.
///
/// @param node whose tunnel it is
/// @param generation of these settings, told back with what is seen of the tunnel
/// @param peer the other end's address on the internet
/// @param localAddress what the tunnel interface carries
/// @param resets what runs is ended and begun anew when this becomes another number
public record TunnelConfig(
        NodeId node,
        ConnectionId connection,
        long generation,
        Slot slot,
        Outside outside,
        Ipv4 peer,
        Credential credential,
        IkeSettings ike,
        IpsecSettings ipsec,
        InterfaceAddress localAddress,
        Selection selection,
        long resets) {

    /// One that was never to be begun anew.
    public TunnelConfig(
            NodeId node,
            ConnectionId connection,
            long generation,
            Slot slot,
            Outside outside,
            Ipv4 peer,
            Credential credential,
            IkeSettings ike,
            IpsecSettings ipsec,
            InterfaceAddress localAddress,
            Selection selection) {
        this(node, connection, generation, slot, outside, peer, credential, ike, ipsec, localAddress, selection, 0);
    }

    /// This end on the internet.
    ///
    /// @param address the node's EIP
    /// @param router next hop to the internet
    public record Outside(Ipv4 address, Ipv4 router) {}

    Trace trace() {
        return new Trace(node, connection, slot);
    }
}
