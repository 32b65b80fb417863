package dev.causeway.controller.web;

import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Finds the operation for a method and a path. Literal segments win over parameters, so that `…/vpn-connection/tags`
/// is never taken for a connection of that name, and both over what stands for the rest of a path. A parameter is
/// never empty, so that a forgotten identifier does not make another operation of a path.
public final class Routes {

    private final Node root = new Node();

    public Routes(Collection<Route> routes) {
        routes.forEach(route -> root.add(segments(route.template()), 0, route));
    }

    /// What a path leads to.
    public sealed interface Match {

        record Found(Route route, Map<String, String> parameters) implements Match {}

        record OtherMethods(Set<Method> allowed) implements Match {}

        record Nothing() implements Match {}
    }

    /// Finds the route for a path whose segments are already decoded.
    ///
    /// @param method as the request line has it
    public Match find(String method, List<String> segments) {
        return root.find(segments, 0)
                .<Match>map(node -> node.match(method, segments))
                .orElseGet(Match.Nothing::new);
    }

    /// Splits a path at its slashes. What stands behind a slash at the end is an empty segment.
    static List<String> segments(String path) {
        return List.of((path.startsWith("/") ? path.substring(1) : path).split("/", -1));
    }

    /// Whether a segment of a template stands for the rest of a path.
    private static boolean isRest(String segment) {
        return segment.endsWith("*}");
    }

    private static boolean isParameter(String segment) {
        return segment.startsWith("{") && segment.endsWith("}");
    }

    private static final class Node {

        private final Map<String, Node> literal = new HashMap<>();
        private final Map<Method, Route> routes = new EnumMap<>(Method.class);
        private Optional<Node> parameter = Optional.empty();
        private Optional<Node> rest = Optional.empty();

        void add(List<String> template, int depth, Route route) {
            if (depth == template.size()) {
                Route other = routes.putIfAbsent(route.method(), route);
                if (other != null) {
                    throw new IllegalArgumentException("two routes for " + route.method() + " " + route.template());
                }
                return;
            }
            child(template.get(depth)).add(template, depth + 1, route);
        }

        private Node child(String segment) {
            if (!isParameter(segment)) {
                return literal.computeIfAbsent(segment, _ -> new Node());
            }
            if (isRest(segment)) {
                rest = Optional.of(rest.orElseGet(Node::new));
                return rest.get();
            }
            Node child = parameter.orElseGet(Node::new);
            parameter = Optional.of(child);
            return child;
        }

        Optional<Node> find(List<String> path, int depth) {
            if (depth == path.size()) {
                return routes.isEmpty() ? Optional.empty() : Optional.of(this);
            }
            String segment = path.get(depth);
            Node named = literal.get(segment);
            Optional<Node> found = named == null ? Optional.empty() : named.find(path, depth + 1);
            return found.or(() -> parameter.filter(_ -> !segment.isEmpty()).flatMap(node -> node.find(path, depth + 1)))
                    .or(() -> rest);
        }

        Match match(String method, List<String> path) {
            for (Route route : routes.values()) {
                if (route.method().name().equals(method)) {
                    return new Match.Found(route, parameters(segments(route.template()), path));
                }
            }
            return new Match.OtherMethods(routes.keySet());
        }

        private static Map<String, String> parameters(List<String> template, List<String> path) {
            Map<String, String> values = new HashMap<>();
            for (int i = 0; i < template.size(); i++) {
                String segment = template.get(i);
                if (isRest(segment)) {
                    values.put(
                            segment.substring(1, segment.length() - 2), String.join("/", path.subList(i, path.size())));
                } else if (isParameter(segment)) {
                    values.put(segment.substring(1, segment.length() - 1), path.get(i));
                }
            }
            return values;
        }
    }
}
