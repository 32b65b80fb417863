package dev.causeway.controller.reports;

import static dev.causeway.controller.reports.Columns.numbers;

import dev.causeway.model.ConnectionId;
import dev.causeway.model.HostId;
import dev.causeway.model.NodeId;
import dev.causeway.model.document.LogSource;
import dev.causeway.model.document.TunnelReport;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import org.jdbi.v3.core.Handle;

/// Rows of `tunnel_report`.
final class TunnelTable {

    private TunnelTable() {}

    static Map<ConnectionId, Reports.Tunnel> find(Handle tx, Collection<ConnectionId> connections) {
        Map<ConnectionId, Reports.Tunnel> found = new LinkedHashMap<>();
        tx.createQuery("""
                        SELECT t.*, h.received_at
                          FROM tunnel_report t
                          JOIN host_report h USING (host_id)
                         WHERE t.connection_id = ANY (:connections)
                         ORDER BY h.received_at""")
                .bind("connections", Columns.ids(connections, Function.identity()))
                .map((row, _) -> tunnel(row))
                .forEach(tunnel -> found.put(tunnel.report().connection(), tunnel));
        return found;
    }

    /// Makes the rows of a host exactly these. Rows that say the same already are not written.
    static void replace(Handle tx, HostId host, List<TunnelReport> tunnels) {
        tx.createUpdate("""
                        WITH seen AS (
                            SELECT connection_id, node_id, generation, state, reason, since::timestamptz,
                                   packets_in, packets_out, bytes_in, bytes_out
                              FROM unnest(
                                :connections, :nodes, :generations, :states, :reasons, :since,
                                :packetsIn, :packetsOut, :bytesIn, :bytesOut)
                                AS s (connection_id, node_id, generation, state, reason, since,
                                      packets_in, packets_out, bytes_in, bytes_out)),
                        gone AS (
                            DELETE FROM tunnel_report t
                             WHERE host_id = :host
                               AND NOT EXISTS (SELECT FROM seen s
                                                WHERE (s.connection_id, s.node_id) = (t.connection_id, t.node_id)))
                        INSERT INTO tunnel_report AS t
                               (host_id, connection_id, node_id, generation, state, reason, since,
                                packets_in, packets_out, bytes_in, bytes_out)
                        SELECT :host, s.* FROM seen s
                        ON CONFLICT (connection_id, node_id) DO UPDATE
                           SET (host_id, generation, state, reason, since,
                                packets_in, packets_out, bytes_in, bytes_out)
                             = (excluded.host_id, excluded.generation, excluded.state, excluded.reason, excluded.since,
                                excluded.packets_in, excluded.packets_out, excluded.bytes_in, excluded.bytes_out)
                         WHERE (t.host_id, t.generation, t.state, t.reason, t.since,
                                t.packets_in, t.packets_out, t.bytes_in, t.bytes_out)
                            <> (excluded.host_id, excluded.generation, excluded.state, excluded.reason, excluded.since,
                                excluded.packets_in, excluded.packets_out, excluded.bytes_in, excluded.bytes_out)""")
                .bind("host", host.value())
                .bind("connections", Columns.ids(tunnels, TunnelReport::connection))
                .bind("nodes", Columns.ids(tunnels, TunnelReport::node))
                .bind("generations", numbers(tunnels, TunnelReport::generation))
                .bind("states", Columns.texts(tunnels, tunnel -> tunnel.state().name()))
                .bind("reasons", Columns.texts(tunnels, TunnelReport::reason))
                .bind("since", Columns.texts(tunnels, tunnel -> tunnel.since().toString()))
                .bind("packetsIn", numbers(tunnels, tunnel -> tunnel.counters().packetsIn()))
                .bind("packetsOut", numbers(tunnels, tunnel -> tunnel.counters().packetsOut()))
                .bind("bytesIn", numbers(tunnels, tunnel -> tunnel.counters().bytesIn()))
                .bind("bytesOut", numbers(tunnels, tunnel -> tunnel.counters().bytesOut()))
                .execute();
    }

    static List<LogSource> logsOn(Handle tx, HostId host) {
        return tx
                .createQuery("SELECT connection_id FROM tunnel_report WHERE host_id = :host")
                .bind("host", host.value())
                .mapTo(UUID.class)
                .stream()
                .<LogSource>map(id -> new LogSource.Connection(new ConnectionId(id)))
                .toList();
    }

    static void remove(Handle tx, ConnectionId connection) {
        tx.createUpdate("DELETE FROM tunnel_report WHERE connection_id = :connection")
                .bind("connection", connection.value())
                .execute();
    }

    private static Reports.Tunnel tunnel(ResultSet row) throws SQLException {
        var counters = new TunnelReport.Counters(
                row.getLong("packets_in"),
                row.getLong("packets_out"),
                row.getLong("bytes_in"),
                row.getLong("bytes_out"));
        var report = new TunnelReport(
                new ConnectionId(row.getObject("connection_id", UUID.class)),
                new NodeId(row.getObject("node_id", UUID.class)),
                row.getLong("generation"),
                TunnelReport.State.valueOf(row.getString("state")),
                row.getString("reason"),
                row.getTimestamp("since").toInstant(),
                counters);
        return new Reports.Tunnel(report, row.getTimestamp("received_at").toInstant());
    }
}
