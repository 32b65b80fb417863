package dev.causeway.controller.database;

import static java.util.stream.Collectors.joining;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Predicate;

/// How values of a type lie in the rows of a table, so that a column is named once.
///
/// A record has a column for each of its components, named like it: `haRole` lies in `ha_role`, the identifier `vpc` in
/// `vpc_id`, and `lifetimeSeconds` in `lifetime`. The components of a record inside it lie in the same row. What is
/// otherwise is said at the component ([As], [Under], [Joined]), or by a form of its own for a type.
public final class RowForm<T> {

    private final Predicate<Type> covers;
    private final List<Cell> cells;
    private final Select.Reader<T> reader;

    private RowForm(Predicate<Type> covers, List<Cell> cells, Select.Reader<T> reader) {
        this.covers = covers;
        this.cells = cells;
        this.reader = reader;
    }

    /// A column that is written.
    ///
    /// @param value finds what to write, in the whole
    private record Cell(String column, Function<Object, Object> value) {

        Cell inside(Function<Object, Object> part) {
            return new Cell(column, part.andThen(value));
        }
    }

    /// The form of a type that is not simply the sum of its components. What is written is still to be said.
    ///
    /// @param reader may read columns of other tables too
    public static <T> RowForm<T> of(Class<T> type, Select.Reader<T> reader) {
        return new RowForm<>(type::equals, List.of(), reader);
    }

    /// The same form with one more column that is written.
    ///
    /// @param value what to write there
    public RowForm<T> with(String column, Function<T, Object> value) {
        @SuppressWarnings("unchecked")
        var ofAnything = (Function<Object, Object>) (Function<?, ?>) value;
        List<Cell> more = new ArrayList<>(cells);
        more.add(new Cell(column, ofAnything));
        return new RowForm<>(covers, more, reader);
    }

    /// The form of lists that lie in other tables.
    public static <E> RowForm<List<E>> ofList(Class<E> element, Select.Reader<List<E>> reader) {
        return new RowForm<>(
                type -> type instanceof ParameterizedType list
                        && list.getRawType() == List.class
                        && list.getActualTypeArguments()[0] == element,
                List.of(),
                reader);
    }

    /// The form of a record.
    ///
    /// @param parts those of types inside it that have a form of their own
    public static <T extends Record> RowForm<T> of(Class<T> type, RowForm<?>... parts) {
        return of(type, "", Arrays.asList(parts));
    }

    private static <T> RowForm<T> of(Class<T> type, String beginning, List<RowForm<?>> parts) {
        List<Cell> cells = new ArrayList<>();
        List<Select.Reader<?>> readers = new ArrayList<>();
        for (RecordComponent component : type.getRecordComponents()) {
            RowForm<?> form = component(component, beginning, parts);
            readers.add(form.reader);
            if (!component.isAnnotationPresent(Joined.class)) {
                Function<Object, Object> value = Records.accessor(component);
                form.cells.forEach(cell -> cells.add(cell.inside(value)));
            }
        }
        Function<Object[], T> constructor = Records.constructor(type);
        return new RowForm<>(type::equals, cells, row -> {
            Object[] values = new Object[readers.size()];
            for (int i = 0; i < values.length; i++) {
                values[i] = readers.get(i).read(row);
            }
            return constructor.apply(values);
        });
    }

    private static RowForm<?> component(RecordComponent component, String beginning, List<RowForm<?>> parts) {
        Type type = component.getGenericType();
        for (RowForm<?> part : parts) {
            if (part.covers.test(type)) {
                return part;
            }
        }
        ColumnType<?> simple = ColumnType.of(type);
        if (simple != null) {
            String column = beginning + Records.column(component);
            return new RowForm<>(
                    type::equals, List.of(new Cell(column, simple::stored)), row -> simple.read(row, column));
        }
        if (!component.getType().isRecord()) {
            throw new IllegalArgumentException("no column holds a " + type + ": " + component);
        }
        Under under = component.getAnnotation(Under.class);
        return of(component.getType(), under == null ? beginning : under.value(), parts);
    }

    /// The names of the columns, separated by commas.
    ///
    /// @param table the name by which the statement calls the table
    public String columns(String table) {
        return cells.stream().map(cell -> table + "." + cell.column()).collect(joining(", "));
    }

    /// What the columns of the table hold for a value.
    public Map<String, Object> row(T value) {
        Map<String, Object> row = new LinkedHashMap<>();
        cells.forEach(cell -> row.put(cell.column(), cell.value().apply(value)));
        return Collections.unmodifiableMap(row);
    }

    /// Makes a value of a row that has its columns.
    public T read(Row row) throws SQLException {
        return reader.read(row);
    }
}
