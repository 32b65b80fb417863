package dev.causeway.agent.node;

import dev.causeway.agent.host.Namespace;
import java.util.Set;

/// Which namespaces are a thing's.
///
/// @param namespaces those whose whole names are known
/// @param beginnings what the names of further ones start with
/// @param whole whether that is all of them. It is not of a node of which nothing but its name is known: the namespaces
///     of its daemons have the names of its connections
record Claim(Set<Namespace> namespaces, Set<String> beginnings, boolean whole) {

    Claim {
        namespaces = Set.copyOf(namespaces);
        beginnings = Set.copyOf(beginnings);
    }

    static Claim to(Namespace namespace) {
        return new Claim(Set.of(namespace), Set.of(), true);
    }

    boolean covers(Namespace namespace) {
        return namespaces.contains(namespace)
                || beginnings.stream().anyMatch(beginning -> namespace.name().startsWith(beginning));
    }
}
