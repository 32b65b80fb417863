package dev.causeway.controller.reports;

import dev.causeway.model.ConnectionId;
import dev.causeway.model.NodeId;
import dev.causeway.model.document.Evidence;
import dev.causeway.model.document.TunnelReport;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.jdbi.v3.core.Handle;

/// Rows of `tunnel_report`.
final class TunnelTable {

    static final PartTable<TunnelReport> PARTS = new PartTable<>(
            TunnelReport.class,
            "tunnel_report",
            List.of("connection_id", "node_id"),
            List.of(
                    ReportColumn.id("connection_id", TunnelReport::connection),
                    ReportColumn.id("node_id", TunnelReport::node),
                    ReportColumn.number("generation", TunnelReport::generation),
                    ReportColumn.word("state", TunnelReport::state),
                    ReportColumn.text("reason", TunnelReport::reason),
                    ReportColumn.moment("since", TunnelReport::since),
                    ReportColumn.number(
                            "packets_in", tunnel -> tunnel.counters().packetsIn()),
                    ReportColumn.number(
                            "packets_out", tunnel -> tunnel.counters().packetsOut()),
                    ReportColumn.number("bytes_in", tunnel -> tunnel.counters().bytesIn()),
                    ReportColumn.number("bytes_out", tunnel -> tunnel.counters().bytesOut()),
                    evidence("evidence_code", Evidence::code),
                    evidence("evidence_line", Evidence::line),
                    evidence("evidence_ours", Evidence::ourOffer),
                    evidence("evidence_theirs", Evidence::theirOffer)),
            List.of(),
            (row, _) -> report(row));

    private TunnelTable() {}

    private static ReportColumn<TunnelReport> evidence(String name, Function<Evidence, String> word) {
        return ReportColumn.text(name, tunnel -> tunnel.evidence().map(word).orElse(""));
    }

    static Optional<Reports.Tunnel> find(Handle tx, ConnectionId connection) {
        return tx.createQuery("""
                        SELECT t.*, h.received_at
                          FROM tunnel_report t
                          JOIN host_report h USING (host_id)
                         WHERE t.connection_id = :connection
                         ORDER BY h.received_at DESC
                         LIMIT 1""")
                .bind("connection", connection)
                .map((row, _) -> tunnel(row))
                .findOne();
    }

    /// Drops all that was ever reported of a connection, but for its log and for samples, which nobody asks for any
    /// more and which go when their day is over.
    static void remove(Handle tx, ConnectionId connection) {
        tx.createUpdate("""
                        WITH peers AS (DELETE FROM bgp_peer_report WHERE connection_id = :connection),
                             sas AS (DELETE FROM sa_report WHERE connection_id = :connection),
                             probes AS (DELETE FROM probe_report WHERE connection_id = :connection),
                             changes AS (DELETE FROM tunnel_change WHERE connection_id = :connection),
                             routes AS (DELETE FROM seen_route WHERE source_id = :connection),
                             blocks AS (DELETE FROM block_position WHERE source_id = :connection)
                        DELETE FROM tunnel_report WHERE connection_id = :connection""").bind("connection", connection.value()).execute();
    }

    private static Reports.Tunnel tunnel(ResultSet row) throws SQLException {
        return new Reports.Tunnel(report(row), row.getTimestamp("received_at").toInstant());
    }

    private static TunnelReport report(ResultSet row) throws SQLException {
        return new TunnelReport(
                new ConnectionId(row.getObject("connection_id", UUID.class)),
                new NodeId(row.getObject("node_id", UUID.class)),
                row.getLong("generation"),
                TunnelReport.State.valueOf(row.getString("state")),
                row.getString("reason"),
                row.getTimestamp("since").toInstant(),
                new TunnelReport.Counters(
                        row.getLong("packets_in"),
                        row.getLong("packets_out"),
                        row.getLong("bytes_in"),
                        row.getLong("bytes_out")),
                Optional.of(new Evidence(
                                row.getString("evidence_code"),
                                row.getString("evidence_line"),
                                row.getString("evidence_ours"),
                                row.getString("evidence_theirs")))
                        .filter(evidence -> !evidence.code().isEmpty()));
    }
}
