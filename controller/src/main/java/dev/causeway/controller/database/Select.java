package dev.causeway.controller.database;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.JdbiException;

/// A question that one statement answers: its text, the values for its `?`, and how a row of the answer is read.
///
/// The same question is asked by itself, as [Database#list(Select)], which is one exchange with the server
/// and sees one moment, or inside a transaction, as [#list(Handle)]. It goes past the SQL library, whose
/// preparations for each statement cost more than a small statement itself; the driver keeps the statement
/// prepared in the server, so the text must be one of a few and never hold a value.
///
/// A value may be whatever a column may hold: an identifier or another word of the model, a text, a number,
/// a moment, an [Optional] of these, or a collection of identifiers, texts or prefixes for `= ANY (?)`.
///
/// @param values null where a column has none; the statement then says of which type it is, as in `?::uuid`
public record Select<T>(String sql, List<Object> values, Reader<T> reader) {

    /// Makes a value of a row.
    @FunctionalInterface
    public interface Reader<T> {

        T read(Row row) throws SQLException;
    }

    public Select {
        values = Collections.unmodifiableList(new ArrayList<>(values));
    }

    public static <T> Select<T> of(Reader<T> reader, String sql, Object... values) {
        return new Select<>(sql, Arrays.asList(values), reader);
    }

    /// The same with more text behind it.
    public Select<T> and(String more, Object... itsValues) {
        List<Object> all = new ArrayList<>(values);
        all.addAll(Arrays.asList(itsValues));
        return new Select<>(sql + more, all, reader);
    }

    /// The same, with more text behind it if there is a value for it.
    public Select<T> and(String more, Optional<?> value) {
        return value.isPresent() ? and(more, value.get()) : this;
    }

    /// The same, with more text behind it and then `IN` what another question finds.
    public Select<T> among(String more, Select<?> which) {
        return and(more + " IN (" + which.sql() + ")", which.values().toArray());
    }

    /// The same, restricted to rows where an expression has one of these values, if there are any. There is a `WHERE`
    /// before.
    public Select<T> any(String expression, Collection<?> values) {
        return values.isEmpty() ? this : and(" AND " + expression + " = ANY (?)", values);
    }

    /// All rows, as the transaction sees them.
    public List<T> list(Handle tx) {
        return list(tx.getConnection());
    }

    /// The first row, as the transaction sees it.
    public Optional<T> first(Handle tx) {
        return list(tx).stream().findFirst();
    }

    /// The row of an answer that always has one, as the transaction sees it.
    public T one(Handle tx) {
        return list(tx).getFirst();
    }

    List<T> list(Connection connection) {
        try (PreparedStatement statement = prepare(connection)) {
            try (ResultSet rows = statement.executeQuery()) {
                return read(rows, reader);
            }
        } catch (SQLException e) {
            throw new Failed(e);
        }
    }

    /// Prepares the statement, with its values, for who reads the rows by other means.
    public PreparedStatement prepare(Connection connection) throws SQLException {
        PreparedStatement statement = connection.prepareStatement(sql);
        Values.setAll(statement, values);
        return statement;
    }

    static <T> List<T> read(ResultSet rows, Reader<T> reader) throws SQLException {
        var row = new Row(rows);
        List<T> found = new ArrayList<>();
        while (row.next()) {
            found.add(reader.read(row));
        }
        return found;
    }

    /// As the SQL library says that a statement has failed.
    static final class Failed extends JdbiException {

        Failed(SQLException cause) {
            super(cause);
        }
    }
}
