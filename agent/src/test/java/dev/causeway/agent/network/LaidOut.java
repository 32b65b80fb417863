package dev.causeway.agent.network;

import dev.causeway.agent.host.NetworkLink;
import dev.causeway.agent.host.NetworkView;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Namespaces that are as they were laid out, or nearly so.
final class LaidOut {

    private LaidOut() {}

    /// All that a layout wants.
    static Found found(Layout layout) {
        Map<String, NetworkLink> links = new HashMap<>();
        Map<String, NetworkLink> ports = new HashMap<>();
        for (WantedLink link : layout.links()) {
            links.put(
                    link.name(),
                    new NetworkLink(
                            link.name(), "any", true, true, 1500, link.mac(), Optional.empty(), link.addresses()));
            if (link instanceof WantedLink.Cable cable) {
                ports.put(link.name(), port(cable.port().name(), cable.port().plugged()));
            }
        }
        return new Found(new NetworkView(links, layout.routes(), layout.rules()), layout.settings(), ports);
    }

    /// The same with one port as it is given here, or without it.
    static Found withPort(Found found, String cable, Optional<NetworkLink> port) {
        Map<String, NetworkLink> ports = new HashMap<>(found.ports());
        port.ifPresentOrElse(is -> ports.put(cable, is), () -> ports.remove(cable));
        return new Found(found.view(), found.settings(), ports);
    }

    /// The same with one link as it is given here, or without it.
    static Found withLink(Found found, String name, Optional<NetworkLink> link) {
        Map<String, NetworkLink> links = new HashMap<>(found.view().links());
        link.ifPresentOrElse(is -> links.put(name, is), () -> links.remove(name));
        var view = new NetworkView(links, found.view().routes(), found.view().rules());
        return new Found(view, found.settings(), found.ports());
    }

    static NetworkLink port(String name, NetworkLink.Plugged plugged) {
        return new NetworkLink(name, "veth", true, true, 1500, "", Optional.of(plugged), Set.of());
    }

    /// What is done about it, with the namespace in front where it is not the layout's.
    static List<String> steps(Layout layout, Found found) {
        return Plan.between(layout, found).steps().stream()
                .map(step -> step.namespace().equals(layout.namespace()) ? step.line() : step.toString())
                .toList();
    }
}
