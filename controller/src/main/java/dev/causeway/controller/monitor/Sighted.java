package dev.causeway.controller.monitor;

import dev.causeway.controller.database.Row;
import dev.causeway.controller.database.Select;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;

/// A connection and what was last heard of it, whether anything was heard or not.
///
/// @param up whether its tunnel carries packets, as far as its host was heard of late
/// @param traffic empty while no host tells of its tunnel: counters that fell to 0 and came back would count twice
/// @param bgp only of those that learn their routes
/// @param link only of those that are monitored
/// @param tunnel only of those whose tunnel is probed
record Sighted(
        UUID connection,
        UUID gateway,
        boolean up,
        Optional<Carried> traffic,
        Optional<Session> bgp,
        Optional<Probed> link,
        Optional<Probed> tunnel) {

    record Carried(long packetsIn, long packetsOut, long bytesIn, long bytesOut) {}

    record Session(boolean up, long routes) {}

    /// @param micros how long answers took on average of late; empty if none came
    /// @param lost hundredths of a percent of the requests of late
    record Probed(boolean passes, OptionalLong micros, OptionalLong lost) {}

    /// All of them.
    ///
    /// @param heard what was not heard since then counts as silent
    /// @param minute since 1970, of the oldest samples that count as late ones
    static Select<Sighted> all(Instant heard, long minute) {
        return Select.of(
                Sighted::read,
                """
                SELECT c.id, c.gateway_id, c.style = 'bgp' AS spoken, c.enable_nqa AS probed,
                       EXISTS (SELECT FROM connection_monitor m
                                WHERE m.connection_id = c.id AND m.dropped_generation IS NULL) AS monitored,
                       h.received_at > ? AS heard, t.state = 'UP' AS up,
                       t.packets_in, t.packets_out, t.bytes_in, t.bytes_out,
                       p.state = 'established' AS established, p.accepted,
                       link.verdict = 'PASSES' AS link_passes, links.micros AS link_micros, links.lost AS link_lost,
                       inner_way.verdict = 'PASSES' AS tunnel_passes,
                       inners.micros AS tunnel_micros, inners.lost AS tunnel_lost
                  FROM vpn_connection c
                  LEFT JOIN tunnel_report t ON (t.connection_id, t.node_id) = (c.id, c.node_id)
                  LEFT JOIN host_report h ON h.host_id = t.host_id
                  LEFT JOIN bgp_peer_report p ON (p.connection_id, p.node_id) = (c.id, c.node_id)
                  LEFT JOIN probe_report link
                    ON (link.connection_id, link.node_id, link.kind) = (c.id, c.node_id, 'LINK')
                  LEFT JOIN probe_report inner_way
                    ON (inner_way.connection_id, inner_way.node_id, inner_way.kind) = (c.id, c.node_id, 'TUNNEL')
                """
                        + newest("links", "LINK") + newest("inners", "TUNNEL")
                        + " WHERE c.dropped_generation IS NULL ORDER BY c.gateway_id, c.id",
                heard,
                minute,
                minute);
    }

    private static String newest(String name, String kind) {
        return """
                  LEFT JOIN LATERAL (
                       SELECT (SELECT avg(x) FILTER (WHERE x >= 0) FROM unnest(s.micros) x)::bigint AS micros,
                              (SELECT 10000 * count(*) FILTER (WHERE x < 0) / count(*)
                                 FROM unnest(s.micros) x)::bigint AS lost
                         FROM probe_sample s
                        WHERE s.connection_id = c.id AND s.kind = '%2$s' AND s.minute >= ?
                          AND cardinality(s.micros) > 0
                        ORDER BY s.minute DESC LIMIT 1) AS %1$s ON true
                """.formatted(name, kind);
    }

    private static Sighted read(Row row) throws SQLException {
        boolean heard = isTrue(row, "heard");
        return new Sighted(
                row.id("id", id -> id),
                row.id("gateway_id", id -> id),
                heard && isTrue(row, "up"),
                row.has("bytes_in") ? Optional.of(carried(row)) : Optional.empty(),
                row.flag("spoken")
                        ? Optional.of(new Session(
                                heard && isTrue(row, "established"),
                                row.optionalNumber("accepted").orElse(0)))
                        : Optional.empty(),
                row.flag("monitored") ? Optional.of(probed(row, heard, "link")) : Optional.empty(),
                row.flag("probed") ? Optional.of(probed(row, heard, "tunnel")) : Optional.empty());
    }

    private static Carried carried(Row row) throws SQLException {
        return new Carried(
                row.longNumber("packets_in"),
                row.longNumber("packets_out"),
                row.longNumber("bytes_in"),
                row.longNumber("bytes_out"));
    }

    private static Probed probed(Row row, boolean heard, String way) throws SQLException {
        return new Probed(
                heard && isTrue(row, way + "_passes"),
                row.optionalNumber(way + "_micros"),
                row.optionalNumber(way + "_lost"));
    }

    private static boolean isTrue(Row row, String column) throws SQLException {
        return row.has(column) && row.flag(column);
    }
}
