package dev.causeway.controller.lts;

import dev.causeway.controller.database.Row;
import dev.causeway.controller.database.Select;
import dev.causeway.controller.database.Write;
import dev.causeway.model.GatewayId;
import dev.causeway.model.NodeId;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.UUID;

/// Rows of `log_stream_line` and `log_feed`.
final class LogStreamTable {

    /// How many lines a stream keeps.
    static final int MOST = 100_000;

    private LogStreamTable() {}

    /// A line as it is shown.
    ///
    /// @param number rises with each
    /// @param time when its node wrote it
    record Line(long number, Instant time, String content) {}

    /// Those lines that a question is about, in the order that it asks for.
    static Select<Line> matching(UUID stream, LogQuery query) {
        String order = query.descending() ? "DESC" : "ASC";
        return asked(
                        Select.of(
                                row -> new Line(row.longNumber("number"), row.moment("time"), row.text("content")),
                                "SELECT number, time, content FROM log_stream_line"),
                        stream,
                        query)
                .and(query.descending() ? " AND number < ?" : " AND number > ?", query.behind())
                .and(" ORDER BY number " + order + " LIMIT ?", query.limit());
    }

    static Select<Long> count(UUID stream, LogQuery query) {
        return asked(
                Select.of(row -> row.longNumber("count"), "SELECT count(*) AS count FROM log_stream_line"),
                stream,
                query);
    }

    private static <T> Select<T> asked(Select<T> lines, UUID stream, LogQuery query) {
        return lines.and(" WHERE stream_id = ? AND time >= ? AND time <= ?", stream, query.from(), query.to())
                .and(" AND position(lower(?) IN lower(content)) > 0", query.keywords());
    }

    /// Drops lines that are kept too long, and the oldest of too many. The stream is locked.
    static Write expire(Keeping keeping, Instant now) {
        UUID stream = keeping.stream();
        Instant oldest = now.minus(Duration.ofDays(keeping.days()));
        return Write.of("""
                DELETE FROM log_stream_line
                 WHERE stream_id = ?
                   AND (time < ?
                        OR number <= (SELECT number FROM log_stream_line
                                       WHERE stream_id = ? ORDER BY number DESC OFFSET ? LIMIT 1))""", stream, oldest, stream, MOST);
    }

    static Write deleteAll(UUID stream) {
        return Write.of("DELETE FROM log_stream_line WHERE stream_id = ?", stream);
    }

    /// From now on the log of a gateway goes into a stream. What went before goes nowhere. Positions begin at 0.
    static Write feed(GatewayId gateway, UUID stream) {
        return Write.of("""
                INSERT INTO log_feed (gateway_id, stream_id, position)
                SELECT n.gateway_id, ?, coalesce((SELECT max(position) FROM log_line WHERE source_id = n.id), -1)
                  FROM gateway_node n WHERE n.gateway_id = ?
                ON CONFLICT (gateway_id) DO UPDATE SET stream_id = excluded.stream_id""", stream, gateway);
    }

    static Write endFeed(GatewayId gateway) {
        return Write.of("DELETE FROM log_feed WHERE gateway_id = ?", gateway);
    }

    /// A stream that takes the lines of a node.
    record Fed(GatewayId gateway, NodeId node, Keeping keeping) {}

    /// A stream, and for how many days it keeps lines.
    record Keeping(UUID stream, int days) {

        static Keeping read(Row row) throws SQLException {
            return new Keeping(row.id("stream_id", id -> id), row.number("ttl_days"));
        }
    }

    /// The streams into which lines of nodes go that are not there yet, in the order in which streams are locked.
    static Select<Fed> hungry(Collection<NodeId> nodes) {
        return Select.of(
                row -> new Fed(row.id("gateway_id", GatewayId::new), row.id("node_id", NodeId::new), Keeping.read(row)),
                """
                SELECT f.gateway_id, n.id AS node_id, f.stream_id, coalesce(s.ttl_days, g.ttl_days) AS ttl_days
                  FROM gateway_node n
                  JOIN log_feed f ON f.gateway_id = n.gateway_id
                  JOIN log_stream s ON s.id = f.stream_id
                  JOIN log_group g ON g.id = s.group_id
                 WHERE n.id = ANY (?::uuid[])
                   AND EXISTS (SELECT FROM log_line l WHERE l.source_id = n.id AND l.position > f.position)
                 ORDER BY f.stream_id, f.gateway_id""",
                nodes);
    }

    /// The streams with lines that are kept too long, in the order in which streams are locked.
    static Select<Keeping> stale(Instant now) {
        return Select.of(Keeping::read, """
                SELECT s.id AS stream_id, coalesce(s.ttl_days, g.ttl_days) AS ttl_days
                  FROM log_stream s
                  JOIN log_group g ON g.id = s.group_id
                 WHERE EXISTS (SELECT FROM log_stream_line l
                                WHERE l.stream_id = s.id
                                  AND l.time < ?::timestamptz - coalesce(s.ttl_days, g.ttl_days) * interval '24 hours')
                 ORDER BY s.id""", now);
    }

    /// Nobody else changes the lines of the stream until the transaction ends, so what is seen of them later has higher
    /// numbers; nor does anybody delete the stream.
    ///
    /// @return nothing if it is gone
    static Select<UUID> lock(UUID stream) {
        return Select.of(
                row -> row.id("id", id -> id), "SELECT id FROM log_stream WHERE id = ? FOR NO KEY UPDATE", stream);
    }

    /// The same for the way from a gateway into a stream that is locked.
    ///
    /// @return nothing if it leads elsewhere by now
    static Select<UUID> lock(Fed fed) {
        return Select.of(
                row -> row.id("stream_id", id -> id),
                "SELECT stream_id FROM log_feed WHERE gateway_id = ? AND stream_id = ? FOR UPDATE",
                fed.gateway(),
                fed.keeping().stream());
    }

    /// Moves what has come since into the stream. Both are locked.
    static Write move(Fed fed) {
        return Write.of("""
                WITH come AS (
                    SELECT l.position, l.time, l.text
                      FROM log_line l JOIN log_feed f ON f.gateway_id = ?
                     WHERE l.source_id = ? AND l.position > f.position),
                moved AS (
                    INSERT INTO log_stream_line (stream_id, time, content)
                    SELECT ?, time, text FROM come ORDER BY position)
                UPDATE log_feed SET position = (SELECT max(position) FROM come)
                 WHERE gateway_id = ? AND EXISTS (SELECT FROM come)""", fed.gateway(), fed.node(), fed.keeping().stream(), fed.gateway());
    }
}
