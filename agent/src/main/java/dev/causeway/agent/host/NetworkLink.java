package dev.causeway.agent.host;

import dev.causeway.model.InterfaceAddress;
import java.util.Optional;
import java.util.Set;

/// A network interface as it was found.
///
/// @param kind `veth`, `bridge`, `tun` and the like; empty for what the kernel makes by itself
/// @param up whether it is switched on
/// @param carrier whether the other side is there and switched on too
/// @param master the bridge it is a port of
public record NetworkLink(
        String name,
        String kind,
        boolean up,
        boolean carrier,
        int mtu,
        String mac,
        Optional<String> master,
        Set<InterfaceAddress> addresses) {

    public NetworkLink {
        addresses = Set.copyOf(addresses);
    }
}
