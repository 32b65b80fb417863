package dev.causeway.agent.network;

import dev.causeway.agent.host.Glances;
import dev.causeway.agent.host.Glances.Glance;
import dev.causeway.agent.host.Namespace;
import dev.causeway.agent.host.Namespaces.Port;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// What was seen of namespaces that were as they shall be, for as long as a glance tells that they still are so.
final class Sights {

    private final Glances glances = new Glances();
    private final Map<Namespace, Sight> last = new ConcurrentHashMap<>();

    /// What was found, and what the glance before it was at.
    private record Sight(Glance glance, Set<String> settings, Set<Port> ports, Found found) {}

    /// Casts a glance at what a layout says something about; nothing if it cannot be told.
    Optional<Glance> glance(Layout frame, Collection<Port> ports) {
        return glances.at(frame.namespace(), frame.settings().keySet(), List.copyOf(ports));
    }

    /// What is there, if nothing has changed since it was seen.
    Optional<Found> still(Layout frame, Collection<Port> ports, Glance now) {
        return Optional.ofNullable(last.get(frame.namespace()))
                .filter(sight -> sight.glance().content().equals(now.content()))
                .filter(sight -> isOfContent(frame, ports)
                        || (sight.glance().rest().equals(now.rest())
                                && sight.settings().equals(frame.settings().keySet())
                                && sight.ports().equals(Set.copyOf(ports))))
                .map(Sight::found);
    }

    /// Notes what was found after a glance.
    void remember(Layout frame, Collection<Port> ports, Glance glance, Found found) {
        last.compute(frame.namespace(), (_, before) -> {
            boolean known = before != null
                    && isOfContent(frame, ports)
                    && before.glance().content().equals(glance.content());
            return known
                    ? before
                    : new Sight(glance, Set.copyOf(frame.settings().keySet()), Set.copyOf(ports), found);
        });
    }

    void forget(Namespace namespace) {
        last.remove(namespace);
    }

    /// Whether a layout says nothing of settings, nor of links in other namespaces.
    private static boolean isOfContent(Layout frame, Collection<Port> ports) {
        return frame.settings().isEmpty() && ports.isEmpty();
    }
}
