package dev.causeway.controller.reports;

import dev.causeway.model.Ipv4;
import dev.causeway.model.ResourceId;
import java.time.Instant;
import java.util.Collection;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.ToLongFunction;

/// A column of a table, and what each row has in it.
///
/// @param expression the column as the database takes it from the array of all rows' values
/// @param array those values
record ReportColumn<R>(String name, String expression, Function<R, ?> value, Function<Collection<R>, Object[]> array) {

    Object[] of(Collection<R> rows) {
        return array.apply(rows);
    }

    static <R> ReportColumn<R> id(String name, Function<R, ? extends ResourceId> value) {
        return new ReportColumn<>(name, name, value, rows -> Columns.ids(rows, value));
    }

    static <R> ReportColumn<R> number(String name, ToLongFunction<R> value) {
        return new ReportColumn<>(name, name, value::applyAsLong, rows -> Columns.numbers(rows, value));
    }

    static <R> ReportColumn<R> text(String name, Function<R, String> value) {
        return new ReportColumn<>(name, name, value, rows -> Columns.texts(rows, value));
    }

    static <R> ReportColumn<R> word(String name, Function<R, ? extends Enum<?>> value) {
        return text(name, value.andThen(Enum::name));
    }

    static <R> ReportColumn<R> address(String name, Function<R, Ipv4> value) {
        return text(name, value.andThen(Ipv4::toString));
    }

    static <R> ReportColumn<R> flag(String name, Predicate<R> value) {
        return new ReportColumn<>(
                name,
                name + "::boolean",
                value::test,
                rows -> Columns.texts(rows, row -> Boolean.toString(value.test(row))));
    }

    static <R> ReportColumn<R> moment(String name, Function<R, Instant> value) {
        return new ReportColumn<>(
                name, name + "::timestamptz", value, rows -> Columns.texts(rows, value.andThen(Instant::toString)));
    }
}
