package dev.causeway.controller.web;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/// The OpenAPI document of the operations that are served, made from their routes, so that it cannot name one that is
/// not there.
public final class OpenApi {

    private static final Pattern PARAMETER = Pattern.compile("\\{([^}*]*)\\*?}");
    private static final String ERROR = "#/components/responses/Error";

    private OpenApi() {}

    /// Describes the operations.
    public static Map<String, Object> of(Collection<Route> routes) {
        Map<String, Map<String, Object>> paths = new TreeMap<>();
        for (Route route : routes) {
            paths.computeIfAbsent(route.template().replace("*}", "}"), _ -> new TreeMap<>())
                    .put(route.method().name().toLowerCase(Locale.ROOT), operation(route));
        }
        return ordered(
                "openapi",
                "3.1.0",
                "info",
                Map.of("title", "Causeway", "version", "v5"),
                "paths",
                paths,
                "components",
                components());
    }

    private static Map<String, Object> operation(Route route) {
        List<Map<String, Object>> parameters = PARAMETER
                .matcher(route.template())
                .results()
                .map(OpenApi::parameter)
                .toList();
        return ordered(
                "summary",
                route.action(),
                "tags",
                List.of(route.action().split(":", 2)[0]),
                "parameters",
                parameters,
                "security",
                security(route.access()),
                "responses",
                responses(route));
    }

    private static Map<String, Object> responses(Route route) {
        Map<String, Object> responses = ordered("2XX", Map.of("description", "done"));
        if (route.isRead()) {
            responses.put("304", Map.of("description", "the client has it: If-None-Match names its ETag"));
        }
        responses.put("default", Map.of("$ref", ERROR));
        return responses;
    }

    private static Map<String, Object> parameter(MatchResult name) {
        return ordered("name", name.group(1), "in", "path", "required", true, "schema", Map.of("type", "string"));
    }

    private static List<Map<String, Object>> security(Route.Access access) {
        return switch (access) {
            case OPEN, AGENT -> List.of();
            case TENANT -> List.of(Map.of("token", List.of()), Map.of("signature", List.of()));
            case OPERATOR -> List.of(Map.of("signature", List.of()));
        };
    }

    private static Map<String, Object> components() {
        Map<String, Object> text = Map.of("type", "string");
        Map<String, Object> error = Map.of(
                "type",
                "object",
                "required",
                List.of("error_code", "error_msg", "request_id"),
                "properties",
                ordered("error_code", text, "error_msg", text, "request_id", text, "violations", violations(text)));
        return Map.of(
                "responses",
                Map.of(
                        "Error",
                        Map.of(
                                "description",
                                "what is wrong, and the request's id, which is in the header X-Request-Id too",
                                "content",
                                Map.of("application/json", Map.of("schema", error)))),
                "securitySchemes",
                Map.of(
                        "token",
                        Map.of("type", "apiKey", "in", "header", "name", "X-Auth-Token"),
                        "signature",
                        Map.of("type", "apiKey", "in", "header", "name", "Authorization")));
    }

    private static Map<String, Object> violations(Map<String, Object> text) {
        Map<String, Object> one = ordered(
                "type",
                "object",
                "required",
                List.of("path", "message"),
                "properties",
                ordered("path", text, "message", text, "code", text));
        return ordered("type", "array", "items", one);
    }

    private static Map<String, Object> ordered(Object... namesAndValues) {
        Map<String, Object> map = new LinkedHashMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            map.put((String) namesAndValues[i], namesAndValues[i + 1]);
        }
        return map;
    }
}
