package dev.causeway.agent.network;

import dev.causeway.agent.host.HardwareAddress;
import dev.causeway.agent.host.Namespace;
import dev.causeway.model.InterfaceAddress;
import java.util.Set;

/// A link as it shall be.
sealed interface WantedLink {

    String name();

    InterfaceAddress address();

    default String mac() {
        return HardwareAddress.of(address().address());
    }

    default Set<InterfaceAddress> addresses() {
        return Set.of(address());
    }

    /// A bridge that carries the address of a router.
    record Bridge(String name, InterfaceAddress address) implements WantedLink {}

    /// A cable to a bridge in another namespace.
    record Cable(String name, InterfaceAddress address, Port port) implements WantedLink {}

    /// Where a cable ends.
    record Port(Namespace namespace, String name, String bridge) {}
}
