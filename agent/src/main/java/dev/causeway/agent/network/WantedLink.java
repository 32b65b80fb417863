package dev.causeway.agent.network;

import dev.causeway.agent.host.HardwareAddress;
import dev.causeway.agent.host.Namespace;
import dev.causeway.agent.host.Namespaces;
import dev.causeway.agent.host.NetworkLink;
import dev.causeway.model.InterfaceAddress;
import java.util.Optional;
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

    /// Where it ends, if that is in another namespace.
    default Optional<Namespaces.Port> far() {
        return Optional.empty();
    }

    /// A bridge that carries the address of a router.
    record Bridge(String name, InterfaceAddress address) implements WantedLink {}

    /// A cable to a bridge in another namespace.
    record Cable(String name, InterfaceAddress address, Port port) implements WantedLink {

        @Override
        public Optional<Namespaces.Port> far() {
            return Optional.of(new Namespaces.Port(port.namespace(), port.name()));
        }
    }

    /// Where a cable ends.
    ///
    /// @param plugged if it is not flooded, its bridge knows the cable's own hardware address for good
    record Port(Namespace namespace, String name, NetworkLink.Plugged plugged) {}

    /// A cable to another namespace that wants the same one: whoever finds it missing makes both ends, and each looks
    /// after its own.
    ///
    /// @param name of both ends
    record Strand(String name, InterfaceAddress address, Namespace there, InterfaceAddress farAddress)
            implements WantedLink {

        @Override
        public Optional<Namespaces.Port> far() {
            return Optional.of(new Namespaces.Port(there, name));
        }
    }
}
