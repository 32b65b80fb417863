package dev.causeway.controller.reports;

import dev.causeway.model.ConnectionId;
import dev.causeway.model.NodeId;
import dev.causeway.model.document.TunnelReport;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
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
                .bind(
                        "connections",
                        connections.stream().map(ConnectionId::value).toArray(UUID[]::new))
                .map((row, _) -> tunnel(row))
                .forEach(tunnel -> found.put(tunnel.report().connection(), tunnel));
        return found;
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
