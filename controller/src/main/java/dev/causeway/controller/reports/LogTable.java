package dev.causeway.controller.reports;

import static java.util.stream.Collectors.toMap;

import dev.causeway.controller.database.Select;
import dev.causeway.model.ConnectionId;
import dev.causeway.model.NodeId;
import dev.causeway.model.document.LogLine;
import dev.causeway.model.document.LogSource;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import org.jdbi.v3.core.Handle;

/// Rows of `log_line`.
final class LogTable {

    static final int KEPT = 1_000;

    private LogTable() {}

    static Select<LogLine> newest(LogSource source, int limit) {
        return lines(source, " ORDER BY position DESC LIMIT ?", limit);
    }

    /// The first lines behind a position, in their order.
    static Select<LogLine> behind(LogSource source, long position, int limit) {
        return lines(source, " AND position > ? ORDER BY position LIMIT ?", position, limit);
    }

    /// The position of the newest line, if there is one.
    static Select<Long> lastPosition(LogSource source) {
        return Select.of(
                row -> row.longNumber("position"),
                "SELECT position FROM log_line WHERE source_id = ? ORDER BY position DESC LIMIT 1",
                id(source));
    }

    private static Select<LogLine> lines(LogSource source, String which, Object... values) {
        return Select.of(
                        row -> new LogLine(source, row.longNumber("position"), row.moment("time"), row.text("text")),
                        "SELECT position, time, text FROM log_line WHERE source_id = ?",
                        id(source))
                .and(which, values);
    }

    /// Adds lines. One that is held already is not held twice.
    static void append(Handle tx, List<LogLine> lines) {
        if (lines.isEmpty()) {
            return;
        }
        tx.createUpdate("""
                        INSERT INTO log_line (source_id, position, time, text)
                        SELECT source_id, position, time::timestamptz, text
                          FROM unnest(:sources, :positions, :times, :texts)
                            AS s (source_id, position, time, text)
                        ON CONFLICT DO NOTHING""")
                .bind("sources", ids(lines.stream().map(LogLine::source).toList()))
                .bind("positions", Columns.numbers(lines, LogLine::position))
                .bind("times", Columns.texts(lines, line -> line.time().toString()))
                .bind("texts", Columns.texts(lines, LogLine::text))
                .execute();
        keepNewest(tx, lines.stream().map(LogLine::source).distinct().toList());
    }

    /// How far these logs are held. One without lines is left out.
    static Map<LogSource, Long> lastPositions(Handle tx, Collection<LogSource> sources) {
        Map<UUID, LogSource> byId = sources.stream().distinct().collect(toMap(LogTable::id, Function.identity()));
        return tx.createQuery("""
                        SELECT c.id, l.position
                          FROM unnest(:sources) AS c (id)
                         CROSS JOIN LATERAL (SELECT position FROM log_line
                                              WHERE source_id = c.id
                                              ORDER BY position DESC LIMIT 1) AS l""")
                .bind("sources", ids(byId.values()))
                .map((row, _) -> Map.entry(byId.get(row.getObject("id", UUID.class)), row.getLong("position")))
                .collectToMap(Map.Entry::getKey, Map.Entry::getValue);
    }

    private static void keepNewest(Handle tx, Collection<LogSource> sources) {
        tx.createUpdate("""
                        DELETE FROM log_line d
                         USING unnest(:sources) AS c (id)
                         CROSS JOIN LATERAL (SELECT position FROM log_line
                                              WHERE source_id = c.id
                                              ORDER BY position DESC OFFSET :kept LIMIT 1) AS l
                         WHERE d.source_id = c.id AND d.position <= l.position""").bind("sources", ids(sources)).bind("kept", KEPT).execute();
    }

    static void remove(Handle tx, LogSource source) {
        tx.createUpdate("DELETE FROM log_line WHERE source_id = :source")
                .bind("source", id(source))
                .execute();
    }

    /// Forgets how many clients a node has not let in, which the database counts by the lines that are added.
    static void forgetRefused(Handle tx, NodeId node) {
        tx.createUpdate("DELETE FROM refused_login WHERE node_id = :node")
                .bind("node", node)
                .execute();
    }

    private static UUID[] ids(Collection<LogSource> sources) {
        return sources.stream().map(LogTable::id).toArray(UUID[]::new);
    }

    private static UUID id(LogSource source) {
        return switch (source) {
            case LogSource.Connection(ConnectionId connection) -> connection.value();
            case LogSource.Node(NodeId node) -> node.value();
        };
    }
}
