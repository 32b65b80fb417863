package dev.causeway.controller.app;

import com.fasterxml.jackson.annotation.JsonAnySetter;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.huaweicloud.sdk.core.ClientBuilder;
import com.huaweicloud.sdk.core.HcClient;
import com.huaweicloud.sdk.core.SdkResponse;
import com.huaweicloud.sdk.core.http.FieldExistence;
import com.huaweicloud.sdk.core.http.HttpMethod;
import com.huaweicloud.sdk.core.http.HttpRequestDef;
import com.huaweicloud.sdk.core.http.LocationType;
import com.huaweicloud.sdk.core.utils.JsonUtils;
import com.huaweicloud.sdk.vpn.v5.VpnMeta;
import dev.causeway.controller.web.Json;
import java.lang.reflect.Field;
import java.lang.reflect.ParameterizedType;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import tools.jackson.databind.JsonNode;

/// Calls operations of the official SDK by their names, and notes which of the members of its answers it has read.
final class SdkCalls {

    private final HcClient core;
    private final Map<String, HttpRequestDef<?, ?>> operations = new HashMap<>();
    private final Set<String> called = new TreeSet<>();
    private final Set<String> returned = new TreeSet<>();

    /// @param part of the paths of the operations that matter
    SdkCalls(WholeService service, List<String> part) throws ReflectiveOperationException {
        core = service.client(new ClientBuilder<>(client -> client));
        for (Field field : VpnMeta.class.getDeclaredFields()) {
            if (field.getType() == HttpRequestDef.class) {
                field.setAccessible(true);
                var operation = (HttpRequestDef<?, ?>) field.get(null);
                if (part.stream().anyMatch(operation.getUri()::contains)) {
                    operations.put(operation.getName(), operation);
                }
            }
        }
    }

    Set<String> called() {
        return called;
    }

    Set<String> operations() {
        return new TreeSet<>(operations.keySet());
    }

    /// The members of all answers, as `Model.member`, that no answer had. Headers are none of them.
    Set<String> neverReturned() {
        Set<String> known = new TreeSet<>();
        operations.values().forEach(operation -> collect(operation.getResponseType(), known));
        known.removeAll(returned);
        return known;
    }

    /// Calls an operation with its parameters and its body.
    ///
    /// @param request what the SDK's own request holds, `'` for `"`
    JsonNode call(String name, String request) {
        HttpRequestDef<?, ?> operation = operations.get(name);
        if (operation == null) {
            throw new AssertionError("the SDK has no operation " + name);
        }
        called.add(name);
        return invoke(operation, request.replace('\'', '"'));
    }

    private <R, S> JsonNode invoke(HttpRequestDef<R, S> operation, String request) {
        S answer = core.syncInvokeHttp(JsonUtils.toObject(request, operation.getRequestType()), operation);
        note(answer);
        return json(answer);
    }

    /// Calls what the SDK does not have, by its core.
    JsonNode signed(HttpMethod method, String path, String body) {
        return json(answer(method, path, body).members());
    }

    /// The same for a question with parameters, which the core writes and signs in its own way.
    JsonNode signed(String path, Map<String, String> parameters) {
        HttpRequestDef.Builder<Body, Members> operation = operation(HttpMethod.GET, path);
        parameters.forEach((name, value) -> operation.withRequestField(
                name,
                LocationType.Query,
                FieldExistence.NON_NULL_NON_EMPTY,
                String.class,
                field -> field.withMarshaller(_ -> value, (_, _) -> {})));
        return json(core.syncInvokeHttp(new Body(), operation.build()).members());
    }

    private static HttpRequestDef.Builder<Body, Members> operation(HttpMethod method, String path) {
        return HttpRequestDef.builder(method, Body.class, Members.class)
                .withName("signed")
                .withUri(path)
                .withContentType("application/json");
    }

    /// The same with all that the core knows of the answer.
    Members answer(HttpMethod method, String path, String body) {
        HttpRequestDef.Builder<Body, Members> operation = operation(method, path);
        var request = new Body();
        if (!body.isEmpty()) {
            request.setBody(JsonUtils.toObject(body.replace('\'', '"'), Object.class));
            operation.withRequestField(
                    "body",
                    LocationType.Body,
                    FieldExistence.NON_NULL_NON_EMPTY,
                    Object.class,
                    field -> field.withMarshaller(Body::getBody, Body::setBody));
        }
        return core.syncInvokeHttp(request, operation.build());
    }

    private static JsonNode json(Object answer) {
        return Json.read(JsonUtils.toJSON(answer).getBytes(StandardCharsets.UTF_8));
    }

    /// The body of a request, as the SDK's core wants it.
    public static final class Body {

        private Object content;

        public Object getBody() {
            return content;
        }

        public void setBody(Object value) {
            content = value;
        }
    }

    /// Any answer.
    public static final class Members extends SdkResponse {

        private final Map<String, Object> all = new HashMap<>();

        @JsonAnySetter
        public void put(String name, Object value) {
            all.put(name, value);
        }

        Map<String, Object> members() {
            return all;
        }
    }

    private void note(Object model) {
        for (Field field : members(model.getClass())) {
            Object value = value(field, model);
            if (value != null) {
                returned.add(name(field));
                Collection<?> parts = value instanceof Collection<?> several ? several : List.of(value);
                parts.stream().filter(part -> isModel(part.getClass())).forEach(this::note);
            }
        }
    }

    private static Object value(Field field, Object model) {
        try {
            field.setAccessible(true);
            return field.get(model);
        } catch (IllegalAccessException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void collect(Class<?> model, Set<String> names) {
        for (Field field : members(model)) {
            if (names.add(name(field))) {
                Class<?> type = field.getGenericType() instanceof ParameterizedType list
                                && list.getActualTypeArguments()[0] instanceof Class<?> elements
                        ? elements
                        : field.getType();
                if (isModel(type)) {
                    collect(type, names);
                }
            }
        }
    }

    private static List<Field> members(Class<?> model) {
        return Arrays.stream(model.getDeclaredFields())
                .filter(field -> field.isAnnotationPresent(JsonProperty.class))
                .filter(field ->
                        !field.getAnnotation(JsonProperty.class).value().startsWith("header-"))
                .toList();
    }

    private static boolean isModel(Class<?> type) {
        return type.getName().startsWith("com.huaweicloud")
                && !type.getSimpleName().endsWith("Enum");
    }

    private static String name(Field field) {
        return field.getDeclaringClass().getSimpleName() + "."
                + field.getAnnotation(JsonProperty.class).value();
    }
}
