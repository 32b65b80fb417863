package dev.causeway.controller.reports;

import dev.causeway.controller.database.Select;
import dev.causeway.model.ClientUserId;
import dev.causeway.model.Ipv4;
import dev.causeway.model.NodeId;
import dev.causeway.model.ServerId;
import dev.causeway.model.SessionId;
import dev.causeway.model.document.ClientNodeReport;
import dev.causeway.model.document.ServerReport;
import dev.causeway.model.document.SessionReport;
import dev.causeway.model.document.Software;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/// Rows of `client_node_report`, `server_report` and `session_report`: what is told of nodes that serve clients.
final class ClientTables {

    static final PartTable<ClientNodeReport> NODES = new PartTable<>(
            ClientNodeReport.class,
            "client_node_report",
            List.of("node_id"),
            List.of(
                    ReportColumn.id("node_id", ClientNodeReport::node),
                    ReportColumn.text("offered_version", node -> node.offered().version()),
                    ReportColumn.number(
                            "offered_settings", node -> node.offered().settings())),
            List.of(),
            (row, _) -> new ClientNodeReport(
                    new NodeId(row.getObject("node_id", UUID.class)),
                    new Software(row.getString("offered_version"), row.getInt("offered_settings"))));

    static final PartTable<ServerReport> SERVERS = new PartTable<>(
            ServerReport.class,
            "server_report",
            List.of("server_id"),
            List.of(
                    ReportColumn.id("server_id", ServerReport::server),
                    ReportColumn.id("node_id", ServerReport::node),
                    ReportColumn.number("generation", ServerReport::generation),
                    ReportColumn.word("state", ServerReport::state),
                    ReportColumn.text("reason", ServerReport::reason),
                    ReportColumn.moment("since", ServerReport::since),
                    ReportColumn.text(
                            "running_version",
                            server -> server.running().map(Software::version).orElse(null)),
                    ReportColumn.number(
                            "running_settings",
                            server -> server.running().map(Software::settings).orElse(0))),
            List.of(),
            (row, _) -> server(row));

    static final PartTable<SessionReport> SESSIONS = new PartTable<>(
            SessionReport.class,
            "session_report",
            List.of("session_id"),
            List.of(
                    ReportColumn.id("session_id", SessionReport::session),
                    ReportColumn.id("server_id", SessionReport::server),
                    ReportColumn.id("node_id", SessionReport::node),
                    ReportColumn.id("user_id", session -> session.user().orElse(null)),
                    ReportColumn.text("name", SessionReport::name),
                    ReportColumn.address("client_address", SessionReport::from),
                    ReportColumn.number("client_port", SessionReport::port),
                    ReportColumn.address("virtual_address", SessionReport::address),
                    ReportColumn.moment("since", SessionReport::since),
                    ReportColumn.number(
                            "packets_in", session -> session.counters().packetsIn()),
                    ReportColumn.number(
                            "packets_out", session -> session.counters().packetsOut()),
                    ReportColumn.number(
                            "bytes_in", session -> session.counters().bytesIn()),
                    ReportColumn.number(
                            "bytes_out", session -> session.counters().bytesOut()),
                    ReportColumn.moment("counted_at", SessionReport::counted)),
            List.of(),
            (row, _) -> session(row));

    private ClientTables() {}

    static Select<NodeSoftware> software(Select<NodeId> nodes) {
        return Select.of(
                        row -> new NodeSoftware(
                                row.id("node_id", NodeId::new),
                                new Software(row.text("offered_version"), row.number("offered_settings")),
                                row.has("running_version")
                                        ? Optional.of(new Software(
                                                row.text("running_version"), row.number("running_settings")))
                                        : Optional.empty()),
                        """
                        SELECT n.node_id, n.offered_version, n.offered_settings, s.running_version, s.running_settings
                          FROM client_node_report n
                          LEFT JOIN server_report s ON (s.node_id, s.host_id) = (n.node_id, n.host_id)""")
                .among(" WHERE n.node_id", nodes);
    }

    static Select<Map.Entry<NodeId, Long>> sessions(Select<NodeId> nodes) {
        return Select.of(
                        row -> Map.entry(row.id("node_id", NodeId::new), row.longNumber("sessions")),
                        "SELECT node_id, count(*) AS sessions FROM session_report")
                .among(" WHERE node_id", nodes)
                .and(" GROUP BY node_id");
    }

    private static ServerReport server(ResultSet row) throws SQLException {
        String version = row.getString("running_version");
        return new ServerReport(
                new ServerId(row.getObject("server_id", UUID.class)),
                new NodeId(row.getObject("node_id", UUID.class)),
                row.getLong("generation"),
                ServerReport.State.valueOf(row.getString("state")),
                row.getString("reason"),
                row.getTimestamp("since").toInstant(),
                version == null
                        ? Optional.empty()
                        : Optional.of(new Software(version, row.getInt("running_settings"))));
    }

    private static SessionReport session(ResultSet row) throws SQLException {
        return new SessionReport(
                new SessionId(row.getObject("session_id", UUID.class)),
                new ServerId(row.getObject("server_id", UUID.class)),
                new NodeId(row.getObject("node_id", UUID.class)),
                Optional.ofNullable(row.getObject("user_id", UUID.class)).map(ClientUserId::new),
                row.getString("name"),
                Ipv4.parse(row.getString("client_address")),
                row.getInt("client_port"),
                Ipv4.parse(row.getString("virtual_address")),
                row.getTimestamp("since").toInstant(),
                new SessionReport.Counters(
                        row.getLong("packets_in"),
                        row.getLong("packets_out"),
                        row.getLong("bytes_in"),
                        row.getLong("bytes_out")),
                row.getTimestamp("counted_at").toInstant());
    }
}
