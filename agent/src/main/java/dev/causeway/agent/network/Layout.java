package dev.causeway.agent.network;

import dev.causeway.agent.host.KernelRoute;
import dev.causeway.agent.host.Namespace;
import dev.causeway.agent.host.Rule;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/// What one namespace shall hold.
///
/// @param settings kernel settings
/// @param domain what of the namespace is judged by this layout: anything in the domain that is not wanted is removed,
///     and anything outside of it is left alone
record Layout(
        Namespace namespace,
        Map<String, String> settings,
        List<WantedLink> links,
        Set<Rule> rules,
        Set<KernelRoute> routes,
        Domain domain) {

    Layout {
        settings = Map.copyOf(settings);
        links = List.copyOf(links);
        rules = Set.copyOf(rules);
        routes = Set.copyOf(routes);
    }

    /// The same without links and settings: what is left follows from a look at the namespace alone.
    Layout routesOnly() {
        return new Layout(namespace, Map.of(), List.of(), rules, routes, domain.routesOnly());
    }

    /// The same without links to namespaces that want the same ones; such links that are there stay.
    Layout withoutStrands() {
        Map<Boolean, List<WantedLink>> strands =
                links.stream().collect(Collectors.partitioningBy(WantedLink.Strand.class::isInstance));
        Set<String> names = strands.get(true).stream().map(WantedLink::name).collect(Collectors.toSet());
        return new Layout(
                namespace,
                settings,
                strands.get(false),
                rules,
                routes,
                new Domain(
                        name -> domain.links().test(name) && !names.contains(name), domain.rules(), domain.routes()));
    }

    /// Which links (by name), rules and routes a layout is responsible for.
    record Domain(Predicate<String> links, Predicate<Rule> rules, Predicate<KernelRoute> routes) {

        static Domain of(Predicate<String> links) {
            return new Domain(links, _ -> false, _ -> true);
        }

        Domain routesOnly() {
            return new Domain(_ -> false, rules, routes);
        }
    }
}
