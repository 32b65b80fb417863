package dev.causeway.controller.reports;

import dev.causeway.model.ConnectionId;
import dev.causeway.model.document.LogLine;
import dev.causeway.model.document.LogSource;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jdbi.v3.core.Handle;

/// Rows of `connection_log`. What another source writes will need to be told apart there.
final class LogTable {

    private static final int KEPT = 1_000;

    private LogTable() {}

    static List<LogLine> newest(Handle tx, LogSource source, int limit) {
        return tx.createQuery("""
                        SELECT position, time, text
                          FROM connection_log
                         WHERE connection_id = :connection
                         ORDER BY position DESC
                         LIMIT :limit""")
                .bind("connection", id(source))
                .bind("limit", limit)
                .map((row, _) -> new LogLine(
                        source,
                        row.getLong("position"),
                        row.getTimestamp("time").toInstant(),
                        row.getString("text")))
                .list()
                .reversed();
    }

    /// Adds lines. One that is held already is not held twice.
    static void append(Handle tx, List<LogLine> lines) {
        if (lines.isEmpty()) {
            return;
        }
        tx.createUpdate("""
                        INSERT INTO connection_log (connection_id, position, time, text)
                        SELECT connection_id, position, time::timestamptz, text
                          FROM unnest(:connections, :positions, :times, :texts)
                            AS s (connection_id, position, time, text)
                        ON CONFLICT DO NOTHING""")
                .bind("connections", ids(lines.stream().map(LogLine::source).toList()))
                .bind("positions", Columns.numbers(lines, LogLine::position))
                .bind("times", Columns.texts(lines, line -> line.time().toString()))
                .bind("texts", Columns.texts(lines, LogLine::text))
                .execute();
        keepNewest(tx, lines.stream().map(LogLine::source).distinct().toList());
    }

    /// How far these logs are held. One without lines is left out.
    static Map<LogSource, Long> lastPositions(Handle tx, Collection<LogSource> sources) {
        Map<LogSource, Long> last = new LinkedHashMap<>();
        tx.createQuery("""
                        SELECT c.id, l.position
                          FROM unnest(:connections) AS c (id)
                         CROSS JOIN LATERAL (SELECT position FROM connection_log
                                              WHERE connection_id = c.id
                                              ORDER BY position DESC LIMIT 1) AS l""")
                .bind("connections", ids(sources))
                .map((row, _) -> Map.entry(
                        new LogSource.Connection(new ConnectionId(row.getObject("id", UUID.class))),
                        row.getLong("position")))
                .forEach(held -> last.put(held.getKey(), held.getValue()));
        return last;
    }

    private static void keepNewest(Handle tx, Collection<LogSource> sources) {
        tx.createUpdate("""
                        DELETE FROM connection_log d
                         USING unnest(:connections) AS c (id)
                         CROSS JOIN LATERAL (SELECT position FROM connection_log
                                              WHERE connection_id = c.id
                                              ORDER BY position DESC OFFSET :kept LIMIT 1) AS l
                         WHERE d.connection_id = c.id AND d.position <= l.position""")
                .bind("connections", ids(sources))
                .bind("kept", KEPT)
                .execute();
    }

    static void remove(Handle tx, LogSource source) {
        tx.createUpdate("DELETE FROM connection_log WHERE connection_id = :connection")
                .bind("connection", id(source))
                .execute();
    }

    private static UUID[] ids(Collection<LogSource> sources) {
        return sources.stream().map(LogTable::id).toArray(UUID[]::new);
    }

    private static UUID id(LogSource source) {
        return switch (source) {
            case LogSource.Connection(ConnectionId connection) -> connection.value();
        };
    }
}
