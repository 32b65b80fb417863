package dev.causeway.controller.reports;

import dev.causeway.controller.database.Select;
import dev.causeway.model.ConnectionId;
import dev.causeway.model.Ipv4;
import dev.causeway.model.NodeId;
import dev.causeway.model.document.BgpPeerReport;
import dev.causeway.model.document.ProbeKind;
import dev.causeway.model.document.ProbeReport;
import dev.causeway.model.document.SaReport;
import dev.causeway.model.document.TunnelReport;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.UUID;

/// Rows of `bgp_peer_report`, `sa_report` and `probe_report`: what is told of connections beside their tunnels.
final class ConnectionTables {

    static final PartTable<BgpPeerReport> BGP_PEERS = new PartTable<>(
            BgpPeerReport.class,
            "bgp_peer_report",
            List.of("connection_id", "node_id"),
            List.of(
                    ReportColumn.id("connection_id", BgpPeerReport::connection),
                    ReportColumn.id("node_id", BgpPeerReport::node),
                    ReportColumn.address("peer", BgpPeerReport::peer),
                    ReportColumn.number("asn", BgpPeerReport::asn),
                    ReportColumn.text("state", BgpPeerReport::state),
                    ReportColumn.moment("since", BgpPeerReport::since),
                    ReportColumn.number("received", BgpPeerReport::received),
                    ReportColumn.number("accepted", BgpPeerReport::accepted),
                    ReportColumn.number("messages_in", BgpPeerReport::messagesIn),
                    ReportColumn.number("messages_out", BgpPeerReport::messagesOut),
                    ReportColumn.word("bfd", BgpPeerReport::bfd),
                    ReportColumn.text("trouble", BgpPeerReport::trouble)),
            List.of(),
            (row, _) -> peer(row));

    static final PartTable<SaReport> SAS = new PartTable<>(
            SaReport.class,
            "sa_report",
            List.of("connection_id", "node_id", "local_ts", "remote_ts"),
            List.of(
                    ReportColumn.id("connection_id", SaReport::connection),
                    ReportColumn.id("node_id", SaReport::node),
                    ReportColumn.text("local_ts", SaReport::local),
                    ReportColumn.text("remote_ts", SaReport::remote),
                    ReportColumn.number("packets_in", sa -> sa.counters().packetsIn()),
                    ReportColumn.number("packets_out", sa -> sa.counters().packetsOut()),
                    ReportColumn.number("bytes_in", sa -> sa.counters().bytesIn()),
                    ReportColumn.number("bytes_out", sa -> sa.counters().bytesOut()),
                    ReportColumn.moment("counted_at", SaReport::counted)),
            List.of(),
            (row, _) -> sa(row));

    static final PartTable<ProbeReport> PROBES = new PartTable<>(
            ProbeReport.class,
            "probe_report",
            List.of("connection_id", "node_id", "kind"),
            List.of(
                    ReportColumn.id("connection_id", ProbeReport::connection),
                    ReportColumn.id("node_id", ProbeReport::node),
                    ReportColumn.word("kind", ProbeReport::kind),
                    ReportColumn.word("verdict", ProbeReport::verdict),
                    ReportColumn.moment("since", ProbeReport::since)),
            List.of(),
            (row, _) -> probe(row));

    private ConnectionTables() {}

    private static BgpPeerReport peer(ResultSet row) throws SQLException {
        return new BgpPeerReport(
                connection(row),
                node(row),
                Ipv4.parse(row.getString("peer")),
                row.getLong("asn"),
                row.getString("state"),
                row.getTimestamp("since").toInstant(),
                row.getInt("received"),
                row.getInt("accepted"),
                row.getLong("messages_in"),
                row.getLong("messages_out"),
                BgpPeerReport.Bfd.valueOf(row.getString("bfd")),
                row.getString("trouble"));
    }

    /// What a connection was last reported to have carried on any node, in the order of its pairs of networks.
    static Select<SaReport> sas(ConnectionId connection) {
        return Select.of(
                row -> new SaReport(
                        connection,
                        row.id("node_id", NodeId::new),
                        row.text("local_ts"),
                        row.text("remote_ts"),
                        new TunnelReport.Counters(
                                row.longNumber("packets_in"),
                                row.longNumber("packets_out"),
                                row.longNumber("bytes_in"),
                                row.longNumber("bytes_out")),
                        row.moment("counted_at")),
                "SELECT * FROM sa_report WHERE connection_id = ? ORDER BY local_ts, remote_ts",
                connection);
    }

    private static SaReport sa(ResultSet row) throws SQLException {
        return new SaReport(
                connection(row),
                node(row),
                row.getString("local_ts"),
                row.getString("remote_ts"),
                new TunnelReport.Counters(
                        row.getLong("packets_in"),
                        row.getLong("packets_out"),
                        row.getLong("bytes_in"),
                        row.getLong("bytes_out")),
                row.getTimestamp("counted_at").toInstant());
    }

    private static ProbeReport probe(ResultSet row) throws SQLException {
        return new ProbeReport(
                connection(row),
                node(row),
                ProbeKind.valueOf(row.getString("kind")),
                ProbeReport.Verdict.valueOf(row.getString("verdict")),
                row.getTimestamp("since").toInstant());
    }

    private static ConnectionId connection(ResultSet row) throws SQLException {
        return new ConnectionId(row.getObject("connection_id", UUID.class));
    }

    private static NodeId node(ResultSet row) throws SQLException {
        return new NodeId(row.getObject("node_id", UUID.class));
    }
}
