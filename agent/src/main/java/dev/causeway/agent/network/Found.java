package dev.causeway.agent.network;

import dev.causeway.agent.host.NetworkLink;
import dev.causeway.agent.host.NetworkView;
import java.util.Map;
import java.util.Optional;

/// What is there of a layout.
///
/// @param settings kernel settings of the namespace
/// @param ports the far ends of cables that exist, by the name of the near end
record Found(NetworkView view, Map<String, String> settings, Map<String, NetworkLink> ports) {

    Found {
        settings = Map.copyOf(settings);
        ports = Map.copyOf(ports);
    }

    Optional<NetworkLink> port(WantedLink link) {
        return Optional.ofNullable(ports.get(link.name()));
    }
}
