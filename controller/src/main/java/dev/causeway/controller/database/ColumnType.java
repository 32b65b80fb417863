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
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;

/// How a value of a type lies in one column. A record with a single component, such as an identifier or a name, lies
/// there as that component.
///
/// @param storing finds what [Values] takes for the value
record ColumnType<T>(Reader<T> reader, Function<Object, Object> storing) {

    interface Reader<T> {

        T read(Row row, String column) throws SQLException;
    }

    private static final Map<Type, ColumnType<?>> PLAIN = Map.ofEntries(
            plain(String.class, Row::text),
            plain(int.class, Row::number),
            plain(Integer.class, Row::number),
            plain(long.class, Row::longNumber),
            plain(boolean.class, Row::flag),
            plain(UUID.class, (row, column) -> row.id(column, Function.identity())),
            plain(Instant.class, Row::moment),
            plain(Ipv4.class, Row::address),
            plain(Prefix.class, Row::prefix),
            plain(InterfaceAddress.class, (row, column) -> InterfaceAddress.parse(row.text(column))),
            Map.entry(
                    OptionalLong.class,
                    new ColumnType<>(
                            Row::optionalNumber,
                            value -> value instanceof OptionalLong number && number.isPresent()
                                    ? number.getAsLong()
                                    : null)));

    private static Map.Entry<Type, ColumnType<?>> plain(Class<?> type, Reader<?> reader) {
        return Map.entry(type, new ColumnType<>(reader, Function.identity()));
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
            return optional(of(element));
        }
        return type.getRawType() == List.class && element == Prefix.class
                ? new ColumnType<>(Row::prefixes, Function.identity())
                : null;
    }

    private static <E> ColumnType<Optional<E>> optional(ColumnType<E> inner) {
        return new ColumnType<>(
                (row, column) -> row.has(column) ? Optional.of(inner.read(row, column)) : Optional.empty(),
                value -> ((Optional<?>) value).map(inner::stored).orElse(null));
    }

    /// A word of the API is stored as that, another constant by its name in the program.
    private static ColumnType<?> constant(Class<?> set) {
        Map<String, Object> values =
                Arrays.stream(set.getEnumConstants()).collect(Collectors.toMap(ColumnType::word, Function.identity()));
        return new ColumnType<>((row, column) -> find(set, values, row.text(column)), ColumnType::word);
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
        Function<Object[], ?> constructor = Records.constructor(type);
        return new ColumnType<>(
                (row, column) -> constructor.apply(new Object[] {inner.read(row, column)}),
                Records.accessor(component).andThen(inner::stored));
    }
}
