package dev.causeway.controller.connection;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.huaweicloud.sdk.core.http.HttpRequestDef;
import com.huaweicloud.sdk.core.http.LocationType;
import java.lang.reflect.Field;
import java.lang.reflect.ParameterizedType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/// What the official SDK knows of the operations that it can call.
final class SdkModel {

    private static final List<String> CLIENTS =
            List.of("vpn.v5.VpnMeta", "vpc.v2.VpcMeta", "vpc.v3.VpcMeta", "eip.v2.EipMeta", "eip.v3.EipMeta");

    private SdkModel() {}

    /// An operation.
    ///
    /// @param template of its path
    /// @param parameters of its query
    /// @param members of its body, also those inside of others
    record Operation(String method, String template, List<String> parameters, List<Member> members) {

        String name() {
            return method + " " + template;
        }

        /// The same for all names of the parameters in the path.
        String shape() {
            return shape(method, template);
        }

        static String shape(String method, String template) {
            return method + " " + template.replaceAll("\\{[^}]*}", "{}");
        }
    }

    /// A member of a body.
    ///
    /// @param path names from the outermost to its own; those of lists end with `[]`
    /// @param object whether it holds members itself
    record Member(List<String> path, boolean object) {

        String own() {
            return path.getLast();
        }
    }

    static List<Operation> operations() {
        return CLIENTS.stream()
                .flatMap(SdkModel::definitions)
                .map(SdkModel::operation)
                .toList();
    }

    private static Stream<HttpRequestDef<?, ?>> definitions(String client) {
        try {
            return Arrays.stream(Class.forName("com.huaweicloud.sdk." + client).getDeclaredFields())
                    .filter(field -> field.getType() == HttpRequestDef.class)
                    .map(SdkModel::definition);
        } catch (ClassNotFoundException e) {
            throw new IllegalStateException(e);
        }
    }

    private static HttpRequestDef<?, ?> definition(Field field) {
        try {
            field.setAccessible(true);
            return (HttpRequestDef<?, ?>) field.get(null);
        } catch (IllegalAccessException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Operation operation(HttpRequestDef<?, ?> definition) {
        List<String> parameters = new ArrayList<>();
        List<Member> members = new ArrayList<>();
        for (var field : definition.getRequestFields()) {
            if (field.getLocation() == LocationType.Query) {
                parameters.add(field.getName());
            } else if (field.getLocation() == LocationType.Body) {
                collect(field.getFieldType(), List.of(), new HashSet<>(), members);
            }
        }
        return new Operation(definition.getMethod().toString(), definition.getUri(), parameters, members);
    }

    private static void collect(Class<?> model, List<String> path, Set<Class<?>> seen, List<Member> members) {
        for (Field field : model.getDeclaredFields()) {
            JsonProperty property = field.getAnnotation(JsonProperty.class);
            if (property != null) {
                boolean list = List.class.isAssignableFrom(field.getType());
                Class<?> type = list ? elements(field) : field.getType();
                boolean object = type.getName().startsWith("com.huaweicloud")
                        && !type.getSimpleName().endsWith("Enum");
                members.add(new Member(longer(path, property.value()), object && !list));
                if (object && seen.add(type)) {
                    collect(type, longer(path, property.value() + (list ? "[]" : "")), seen, members);
                    seen.remove(type);
                }
            }
        }
    }

    private static Class<?> elements(Field list) {
        return list.getGenericType() instanceof ParameterizedType type
                        && type.getActualTypeArguments()[0] instanceof Class<?> elements
                ? elements
                : Object.class;
    }

    private static List<String> longer(List<String> path, String name) {
        return Stream.concat(path.stream(), Stream.of(name)).toList();
    }
}
