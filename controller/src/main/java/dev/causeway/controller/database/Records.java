package dev.causeway.controller.database;

import dev.causeway.model.ProjectId;
import dev.causeway.model.ResourceId;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.Locale;
import java.util.function.Function;
import java.util.regex.Pattern;

/// Makes records and takes them apart.
final class Records {

    private static final Pattern CAPITAL = Pattern.compile("(?=\\p{Lu})");
    private static final String UNIT = "_seconds";

    private Records() {}

    /// The column of a component, as [RowForm] says.
    static String column(RecordComponent component) {
        As given = component.getAnnotation(As.class);
        if (given != null) {
            return given.value();
        }
        String words = String.join("_", CAPITAL.split(component.getName())).toLowerCase(Locale.ROOT);
        boolean named = isIdentifier(component.getType()) && !words.equals("id");
        return named
                ? words + "_id"
                : words.endsWith(UNIT) ? words.substring(0, words.length() - UNIT.length()) : words;
    }

    private static boolean isIdentifier(Class<?> type) {
        return ResourceId.class.isAssignableFrom(type) || type == ProjectId.class;
    }

    /// Method handles are called faster than what reflection finds.
    static <T> Function<Object[], T> constructor(Class<T> type) {
        Class<?>[] parameters = Arrays.stream(type.getRecordComponents())
                .map(RecordComponent::getType)
                .toArray(Class<?>[]::new);
        try {
            MethodHandle constructor = MethodHandles.privateLookupIn(type, MethodHandles.lookup())
                    .findConstructor(type, MethodType.methodType(void.class, parameters))
                    .asSpreader(Object[].class, parameters.length)
                    .asType(MethodType.methodType(Object.class, Object[].class));
            return values -> type.cast(make(constructor, values));
        } catch (ReflectiveOperationException e) {
            throw new IllegalArgumentException(type + " is no record", e);
        }
    }

    static Function<Object, Object> accessor(RecordComponent component) {
        Method accessor = component.getAccessor();
        accessor.setAccessible(true);
        return value -> get(accessor, value);
    }

    private static Object make(MethodHandle constructor, Object[] values) {
        try {
            return constructor.invokeExact(values);
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new IllegalStateException(e);
        }
    }

    private static Object get(Method accessor, Object value) {
        try {
            return accessor.invoke(value);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }
}
