package dev.causeway.controller.monitor;

import dev.causeway.controller.database.Select;
import dev.causeway.model.ProjectId;
import java.util.UUID;

/// How one value for each minute is made of the samples. A sample of traffic is of five seconds. Minutes
/// without any have no value.
enum MinuteValues {
    BYTES_IN(Of.EVERY, traffic("bytes_in", 8)),
    BYTES_OUT(Of.EVERY, traffic("bytes_out", 8)),
    PACKETS_IN(Of.EVERY, traffic("packets_in", 1)),
    PACKETS_OUT(Of.EVERY, traffic("packets_out", 1)),
    CONNECTIONS(Of.EVERY, """
            SELECT s.minute, count(DISTINCT s.connection_id) AS value
              FROM traffic_sample s
             WHERE s.connection_id IN ({those})
               AND s.minute >= ? AND s.minute < ?
             GROUP BY s.minute ORDER BY s.minute"""),
    STATUS(Of.EVERY, """
            SELECT s.minute, CASE s.state WHEN 'UP' THEN 1 WHEN 'APPLYING' THEN 2 ELSE 0 END AS value
              FROM traffic_sample s
             WHERE s.connection_id IN ({those})
               AND s.minute >= ? AND s.minute < ? AND s.state IS NOT NULL
             ORDER BY s.minute"""),
    LINK_AVERAGE(Of.MONITORED, probes("LINK", "avg(x) FILTER (WHERE x >= 0) / 1000")),
    LINK_MAX(Of.MONITORED, probes("LINK", "max(x) FILTER (WHERE x >= 0) / 1000.0")),
    LINK_LOSS(Of.MONITORED, probes("LINK", "100.0 * count(*) FILTER (WHERE x < 0) / count(*)")),
    TUNNEL_AVERAGE(Of.PROBED, probes("TUNNEL", "avg(x) FILTER (WHERE x >= 0) / 1000")),
    TUNNEL_MAX(Of.PROBED, probes("TUNNEL", "max(x) FILTER (WHERE x >= 0) / 1000.0")),
    TUNNEL_LOSS(Of.PROBED, probes("TUNNEL", "100.0 * count(*) FILTER (WHERE x < 0) / count(*)"));

    /// What a gateway carried it has carried, also by connections that are gone.
    private static final String THOSE = """
            SELECT id FROM vpn_connection WHERE project_id = ? AND {of} = ?
             UNION ALL
            SELECT id FROM gone_connection WHERE project_id = ? AND {of} = ?""";

    private final Of of;
    private final String sql;

    MinuteValues(Of of, String sql) {
        this.of = of;
        this.sql = sql;
    }

    /// Of which gateways and connections there are samples.
    enum Of {
        EVERY,
        MONITORED,
        PROBED
    }

    /// @param minute since 1970
    record MinuteValue(long minute, double value) {}

    Of of() {
        return of;
    }

    /// The values of a gateway or a connection, the oldest first.
    ///
    /// @param of which of the two it is
    /// @param from a minute since 1970
    /// @param before the minute in which they end
    Select<MinuteValue> ask(Metric.Dimension of, ProjectId project, UUID id, long from, long before) {
        return Select.of(
                row -> new MinuteValue(row.longNumber("minute"), Double.parseDouble(row.text("value"))),
                "SELECT minute, value::text AS value FROM ("
                        + sql.replace("{those}", THOSE).replace("{of}", of.column()) + ") AS v WHERE value IS NOT NULL",
                project,
                id,
                project,
                id,
                from,
                before);
    }

    private static String traffic(String column, int factor) {
        return """
            SELECT s.minute, sum((SELECT sum(x::bigint) FROM unnest(s.%1$s) x) * %2$d.0 / (5 * cardinality(s.%1$s))) AS value
              FROM traffic_sample s
             WHERE s.connection_id IN ({those})
               AND s.minute >= ? AND s.minute < ? AND cardinality(s.%1$s) > 0
             GROUP BY s.minute ORDER BY s.minute""".formatted(column, factor);
    }

    private static String probes(String kind, String value) {
        return """
            SELECT s.minute, (SELECT %2$s FROM unnest(s.micros) x) AS value
              FROM probe_sample s
             WHERE s.connection_id IN ({those})
               AND s.minute >= ? AND s.minute < ? AND s.kind = '%1$s' AND cardinality(s.micros) > 0
             ORDER BY s.minute""".formatted(kind, value);
    }
}
