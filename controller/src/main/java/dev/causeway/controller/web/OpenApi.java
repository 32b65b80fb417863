package dev.causeway.controller.web;

import dev.causeway.model.ResourceId;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// The OpenAPI document of the operations that are served, made from their routes, so that it cannot name one that is
/// not there.
public final class OpenApi {

    private static final Pattern PARAMETER = Pattern.compile("\\{([^}*]*)\\*?}");
    private static final Map<String, Object> TEXT = Map.of("type", "string");
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
        return ordered(
                "summary",
                route.action(),
                "tags",
                List.of(route.action().split(":", 2)[0]),
                "parameters",
                parameters(route),
                "security",
                security(route.access()),
                "responses",
                responses(route));
    }

    private static Map<String, Object> responses(Route route) {
        Map<String, Object> done = ordered("description", "done");
        Map<String, Object> responses = ordered("2XX", done);
        if (route.method() == Method.GET) {
            done.put("content", Map.of(route.media(), Map.of()));
        }
        if (route.isRead()) {
            done.put("headers", Map.of("ETag", ordered("description", "of what is answered", "schema", TEXT)));
            responses.put("304", Map.of("description", "the client has it: If-None-Match names its ETag"));
        }
        responses.put("default", Map.of("$ref", ERROR));
        return responses;
    }

    private static List<Map<String, Object>> parameters(Route route) {
        Stream<Map<String, Object>> inPath =
                PARAMETER.matcher(route.template()).results().map(OpenApi::inPath);
        Stream<Parameter<?>> beside = Stream.concat(route.parameters().stream(), common(route));
        return Stream.concat(inPath, beside.map(OpenApi::parameter)).toList();
    }

    /// What is not the operation's own.
    private static Stream<Parameter<?>> common(Route route) {
        boolean needsProject =
                route.access() == Route.Access.TENANT && !route.template().contains("{" + Route.PROJECT + "}");
        return Stream.concat(
                needsProject ? Stream.of(Parameter.PROJECT) : Stream.empty(),
                route.isRead() ? Stream.of(Parameter.KNOWN) : Stream.empty());
    }

    private static Map<String, Object> inPath(MatchResult name) {
        return ordered("name", name.group(1), "in", "path", "required", true, "schema", TEXT);
    }

    private static Map<String, Object> parameter(Parameter<?> parameter) {
        Map<String, Object> one = schema(parameter.form());
        return ordered(
                "name",
                parameter.name(),
                "in",
                parameter.place().name().toLowerCase(Locale.ROOT),
                "description",
                parameter.meaning(),
                "required",
                parameter.times() == Parameter.Times.ONCE,
                "schema",
                parameter.times() == Parameter.Times.ANY ? ordered("type", "array", "items", one) : one);
    }

    private static Map<String, Object> schema(Parameter.Form form) {
        return switch (form) {
            case Parameter.Form.Plain _ -> TEXT;
            case Parameter.Form.Identifier _ -> ordered("type", "string", "pattern", "^" + ResourceId.FORM + "$");
            case Parameter.Form.Range(long least, long most) ->
                ordered("type", "integer", "minimum", least, "maximum", most);
            case Parameter.Form.Words(var words) -> ordered("type", "string", "enum", words);
        };
    }

    private static List<Map<String, Object>> security(Route.Access access) {
        return switch (access) {
            case OPEN, AGENT -> List.of();
            case TENANT -> List.of(Map.of("token", List.of()), Map.of("signature", List.of()));
            case OPERATOR -> List.of(Map.of("signature", List.of()));
        };
    }

    private static Map<String, Object> components() {
        Map<String, Object> error = Map.of(
                "type",
                "object",
                "required",
                List.of("error_code", "error_msg", "request_id"),
                "properties",
                ordered("error_code", TEXT, "error_msg", TEXT, "request_id", TEXT, "violations", violations()));
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

    private static Map<String, Object> violations() {
        Map<String, Object> one = ordered(
                "type",
                "object",
                "required",
                List.of("path", "message"),
                "properties",
                ordered("path", TEXT, "message", TEXT, "code", TEXT));
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
