package dev.causeway.controller.database;

import static java.util.stream.Collectors.joining;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.Handle;

/// A statement that changes something and answers nothing: its text and the values for its `?`, of which holds what
/// [Select] says.
public record Write(String sql, List<Object> values) {

    public Write {
        values = Collections.unmodifiableList(new ArrayList<>(values));
    }

    public static Write of(String sql, Object... values) {
        return new Write(sql, Arrays.asList(values));
    }

    /// Adds a row to a table.
    public static Write insert(String table, Map<String, Object> row) {
        String marks = row.keySet().stream().map(_ -> "?").collect(joining(", "));
        return new Write(
                "INSERT INTO " + table + " (" + String.join(", ", row.keySet()) + ") VALUES (" + marks + ")",
                new ArrayList<>(row.values()));
    }

    /// Makes the row of a table that has this `id` hold this.
    public static Write update(String table, Map<String, Object> row) {
        List<Object> values = new ArrayList<>(row.values());
        values.add(row.get("id"));
        String columns = row.keySet().stream().map(column -> column + " = ?").collect(joining(", "));
        return new Write("UPDATE " + table + " SET " + columns + " WHERE id = ?", values);
    }

    /// Runs it.
    ///
    /// @return how many rows it concerned
    public int in(Handle tx) {
        try (PreparedStatement statement = tx.getConnection().prepareStatement(sql)) {
            Values.setAll(statement, values);
            return statement.executeUpdate();
        } catch (SQLException e) {
            throw new Select.Failed(e);
        }
    }
}
