package dev.causeway.controller.reports;

import dev.causeway.model.ConnectionId;
import dev.causeway.model.document.LogLine;
import java.util.List;
import org.jdbi.v3.core.Handle;

/// Rows of `connection_log`.
final class LogTable {

    private LogTable() {}

    static List<LogLine> newest(Handle tx, ConnectionId connection, int limit) {
        return tx.createQuery("""
                        SELECT position, time, text
                          FROM connection_log
                         WHERE connection_id = :connection
                         ORDER BY position DESC
                         LIMIT :limit""")
                .bind("connection", connection.value())
                .bind("limit", limit)
                .map((row, _) -> new LogLine(
                        connection,
                        row.getLong("position"),
                        row.getTimestamp("time").toInstant(),
                        row.getString("text")))
                .list()
                .reversed();
    }

    static void remove(Handle tx, ConnectionId connection) {
        tx.createUpdate("DELETE FROM connection_log WHERE connection_id = :connection")
                .bind("connection", connection.value())
                .execute();
    }
}
