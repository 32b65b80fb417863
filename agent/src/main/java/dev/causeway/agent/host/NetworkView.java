package dev.causeway.agent.host;

import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// What one namespace holds, as it was found.
///
/// @param links by name
/// @param routes those that someone entered, whoever it was; the kernel's own (local addresses, connected networks) and
///     what was learned by BGP are left out
public record NetworkView(Map<String, NetworkLink> links, Set<KernelRoute> routes, Set<Rule> rules) {

    public static final NetworkView EMPTY = new NetworkView(Map.of(), Set.of(), Set.of());

    public NetworkView {
        links = Map.copyOf(links);
        routes = Set.copyOf(routes);
        rules = Set.copyOf(rules);
    }

    public Optional<NetworkLink> link(String name) {
        return Optional.ofNullable(links.get(name));
    }
}
