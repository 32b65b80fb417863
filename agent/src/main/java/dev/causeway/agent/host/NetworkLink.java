package dev.causeway.agent.host;

import dev.causeway.model.InterfaceAddress;
import java.util.Optional;
import java.util.Set;

/// A network interface as it was found.
///
/// @param kind `veth`, `bridge`, `tun` and the like; empty for what the kernel makes by itself
/// @param up whether it is switched on
/// @param carrier whether the other side is there and switched on too
/// @param plugged absent if it is no port of a bridge
public record NetworkLink(
        String name,
        String kind,
        boolean up,
        boolean carrier,
        int mtu,
        String mac,
        Optional<Plugged> plugged,
        Set<InterfaceAddress> addresses) {

    /// How a link is a port of a bridge.
    ///
    /// @param isFlooded whether all that is for hardware addresses which the bridge does not know goes there too
    public record Plugged(String bridge, boolean isFlooded) {}

    public NetworkLink {
        addresses = Set.copyOf(addresses);
    }
}
