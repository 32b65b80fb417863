package dev.causeway.controller.database;

import dev.causeway.model.ProjectId;
import dev.causeway.model.ResourceId;
import java.lang.invoke.LambdaMetafactory;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
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
        MethodHandle constructor = findConstructor(type)
                .asSpreader(Object[].class, type.getRecordComponents().length)
                .asType(MethodType.methodType(Object.class, Object[].class));
        return values -> type.cast(make(constructor, values));
    }

    /// Makes a record of its only component. These are made most often, so that it is a function like one of the
    /// program's own, which needs no array.
    static Function<Object, Object> wrapper(Class<?> type) {
        return function(type, findConstructor(type));
    }

    static Function<Object, Object> accessor(RecordComponent component) {
        Class<?> type = component.getDeclaringRecord();
        try {
            return function(type, within(type).unreflect(component.getAccessor()));
        } catch (IllegalAccessException e) {
            throw new IllegalArgumentException(e);
        }
    }

    private static MethodHandle findConstructor(Class<?> type) {
        Class<?>[] parameters = Arrays.stream(type.getRecordComponents())
                .map(RecordComponent::getType)
                .toArray(Class<?>[]::new);
        try {
            return within(type).findConstructor(type, MethodType.methodType(void.class, parameters));
        } catch (ReflectiveOperationException e) {
            throw new IllegalArgumentException(type + " is no record", e);
        }
    }

    private static MethodHandles.Lookup within(Class<?> type) throws IllegalAccessException {
        return MethodHandles.privateLookupIn(type, MethodHandles.lookup());
    }

    @SuppressWarnings("unchecked")
    private static Function<Object, Object> function(Class<?> type, MethodHandle direct) {
        try {
            return (Function<Object, Object>) LambdaMetafactory.metafactory(
                            within(type),
                            "apply",
                            MethodType.methodType(Function.class),
                            MethodType.genericMethodType(1),
                            direct,
                            direct.type().wrap())
                    .getTarget()
                    .invoke();
        } catch (Throwable e) {
            throw new IllegalArgumentException("no function can be made of " + direct, e);
        }
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
}
