package dev.causeway.agent.network;

import dev.causeway.agent.host.Namespace;
import dev.causeway.model.InterfaceAddress;
import dev.causeway.model.Ipv4;
import java.util.Set;

/// A link as it shall be. Its hardware address follows from its network address: whoever remembers it still reaches a
/// link that was made anew.
sealed interface WantedLink {

    String name();

    InterfaceAddress address();

    default String mac() {
        int bits = address().address().bits();
        return "02:ca:%02x:%02x:%02x:%02x".formatted(bits >>> 24, bits >>> 16 & 255, bits >>> 8 & 255, bits & 255);
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

    /// The name of the port at a bridge for whoever has this address.
    static String portName(String prefix, Ipv4 address) {
        return prefix + "%08x".formatted(address.bits());
    }
}
