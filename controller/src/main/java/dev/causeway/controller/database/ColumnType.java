package dev.causeway.controller.database;

import dev.causeway.model.ApiWord;
import dev.causeway.model.InterfaceAddress;
import dev.causeway.model.Ipv4;
import dev.causeway.model.Prefix;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;

/// How a value of a type lies in one column. A record with a single component, such as an identifier or a name,
/// lies there as that component.
///
/// @param tellsNull whether `reader` reads an empty column as null; else it reads one as some value or fails
/// @param storing finds what [Values] takes for the value
record ColumnType<T>(boolean tellsNull, Reader<T> reader, Function<Object, Object> storing) {

    interface Reader<T> {

        T read(Row row, String column) throws SQLException;
    }

    private static final Map<Type, ColumnType<?>> PLAIN = Map.ofEntries(
            number(int.class, Row::number),
            number(Integer.class, Row::number),
            number(long.class, Row::longNumber),
            number(Long.class, Row::longNumber),
            number(boolean.class, Row::flag),
            text(String.class, Function.identity()),
            text(Ipv4.class, Ipv4::parse),
            text(Prefix.class, Prefix::parse),
            text(InterfaceAddress.class, InterfaceAddress::parse),
            Map.entry(
                    UUID.class,
                    new ColumnType<>(true, (row, column) -> row.id(column, Function.identity()), Function.identity())),
            Map.entry(Instant.class, new ColumnType<>(false, Row::moment, Function.identity())),
            Map.entry(OptionalLong.class, new ColumnType<>(false, Row::optionalNumber, ColumnType::unpacked)));

    private static final Map<Type, ColumnType<?>> LISTS = Map.of(
            Prefix.class, list("cidr", Row::prefixes),
            Ipv4.class, list("inet", Row::addresses),
            String.class, list("text", Row::texts));

    /// Of an empty list, too, the server must learn what it has none of.
    private static ColumnType<?> list(String element, Reader<?> reader) {
        return new ColumnType<>(
                false, reader, many -> ((Collection<?>) many).isEmpty() ? new EmptyArray(element) : many);
    }

    /// An array without elements.
    record EmptyArray(String element) {}

    private static Map.Entry<Type, ColumnType<?>> number(Class<?> type, Reader<?> reader) {
        return Map.entry(type, new ColumnType<>(false, reader, Function.identity()));
    }

    private static Map.Entry<Type, ColumnType<?>> text(Class<?> type, Function<String, ?> parser) {
        return Map.entry(type, ofText(parser, Function.identity()));
    }

    private static <T> ColumnType<T> ofText(Function<String, T> parser, Function<Object, Object> storing) {
        return new ColumnType<>(
                true,
                (row, column) -> {
                    String text = row.text(column);
                    return text == null ? null : parser.apply(text);
                },
                storing);
    }

    private static Object unpacked(Object optional) {
        return optional instanceof OptionalLong number && number.isPresent() ? number.getAsLong() : null;
    }

    T read(Row row, String column) throws SQLException {
        return reader.read(row, column);
    }

    Object stored(Object value) {
        return storing.apply(value);
    }

    /// Finds how values of a type lie in one column; null if they do not.
    static ColumnType<?> of(Type type) {
        ColumnType<?> plain = PLAIN.get(type);
        if (plain != null) {
            return plain;
        }
        return switch (type) {
            case ParameterizedType many -> generic(many);
            case Class<?> set when set.isEnum() -> constant(set);
            case Class<?> single when single.isRecord() && single.getRecordComponents().length == 1 -> wrapped(single);
            default -> null;
        };
    }

    private static ColumnType<?> generic(ParameterizedType type) {
        Type element = type.getActualTypeArguments()[0];
        if (type.getRawType() == Optional.class) {
            ColumnType<?> inner = of(element);
            return inner == null ? null : optional(inner);
        }
        if (type.getRawType() != List.class) {
            return null;
        }
        return LISTS.get(element);
    }

    private static <E> ColumnType<Optional<E>> optional(ColumnType<E> inner) {
        Reader<Optional<E>> reader = inner.tellsNull()
                ? (row, column) -> Optional.ofNullable(inner.read(row, column))
                : (row, column) -> row.has(column) ? Optional.of(inner.read(row, column)) : Optional.empty();
        return new ColumnType<>(
                false, reader, value -> ((Optional<?>) value).map(inner::stored).orElse(null));
    }

    /// A word of the API is stored as that, another constant by its name in the program.
    private static ColumnType<?> constant(Class<?> set) {
        Map<String, Object> values =
                Arrays.stream(set.getEnumConstants()).collect(Collectors.toMap(ColumnType::word, Function.identity()));
        return ofText(word -> find(set, values, word), ColumnType::word);
    }

    private static Object find(Class<?> set, Map<String, Object> values, String word) {
        Object value = values.get(word);
        if (value == null) {
            throw new IllegalStateException(set + " has no value " + word);
        }
        return value;
    }

    private static String word(Object value) {
        return value instanceof ApiWord word ? word.word() : ((Enum<?>) value).name();
    }

    private static ColumnType<?> wrapped(Class<?> type) {
        RecordComponent component = type.getRecordComponents()[0];
        ColumnType<?> inner = of(component.getGenericType());
        if (inner == null) {
            return null;
        }
        Function<Object, Object> wrapper = Records.wrapper(type);
        return new ColumnType<>(
                inner.tellsNull(),
                (row, column) -> {
                    Object value = inner.read(row, column);
                    return value == null ? null : wrapper.apply(value);
                },
                Records.accessor(component).andThen(inner::stored));
    }
}
