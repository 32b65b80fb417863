package dev.causeway.controller.reports;

import dev.causeway.model.ResourceId;
import java.util.Collection;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.ToLongFunction;

/// Rows turned into columns: one array for each, so that any number of rows is one statement.
final class Columns {

    /// A program's word is stored whole unless it is of this length: then something is wrong with the
    /// program.
    private static final int LONGEST = 4_000;

    private Columns() {}

    static <T> UUID[] ids(Collection<T> rows, Function<T, ? extends ResourceId> column) {
        return rows.stream()
                .map(column)
                .map(id -> id == null ? null : id.value())
                .toArray(UUID[]::new);
    }

    static <T> Long[] numbers(Collection<T> rows, ToLongFunction<T> column) {
        return rows.stream().mapToLong(column).boxed().toArray(Long[]::new);
    }

    static <T> String[] texts(Collection<T> rows, Function<T, String> column) {
        return rows.stream()
                .map(column)
                .map(text -> text == null ? null : storable(text))
                .toArray(String[]::new);
    }

    /// The database refuses the character zero in a text, and refuses the whole report with it.
    private static String storable(String text) {
        String whole = text.replace('\0', ' ');
        return whole.substring(0, Math.min(whole.length(), LONGEST));
    }
}
