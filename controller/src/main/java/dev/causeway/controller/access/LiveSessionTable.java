package dev.causeway.controller.access;

import dev.causeway.controller.database.Row;
import dev.causeway.controller.database.Select;
import dev.causeway.controller.database.Write;
import dev.causeway.model.GatewayId;
import dev.causeway.model.ServerId;
import dev.causeway.model.SessionId;
import java.sql.SQLException;

/// Connections of clients, as they were last reported, and rows of `ended_session`: those that shall end.
final class LiveSessionTable {

    private static final String OF_GATEWAY =
            " FROM session_report r JOIN vpn_server s ON s.id = r.server_id WHERE s.gateway_id = ?";

    private static final Select<LiveSession> ALL = Select.of(LiveSessionTable::read, """
            SELECT r.session_id AS id, r.since AS created_at, r.name, r.client_address, r.virtual_address, r.packets_in,
                   r.packets_out, r.bytes_in, r.bytes_out, r.counted_at""");

    private LiveSessionTable() {}

    private static LiveSession read(Row row) throws SQLException {
        return new LiveSession(
                row.id("id", SessionId::new),
                row.address("virtual_address"),
                row.address("client_address"),
                row.text("name"),
                row.longNumber("packets_in"),
                row.longNumber("packets_out"),
                row.longNumber("bytes_in"),
                row.longNumber("bytes_out"),
                row.moment("created_at"),
                row.moment("counted_at"));
    }

    static Select<LiveSession> newestFirst(GatewayId gateway, int limit, int offset) {
        return ALL.and(OF_GATEWAY, gateway)
                .and(" ORDER BY r.since DESC, r.session_id LIMIT " + limit + " OFFSET ?", offset);
    }

    static Select<Long> count(GatewayId gateway) {
        return Select.of(row -> row.longNumber("count"), "SELECT count(*)" + OF_GATEWAY, gateway);
    }

    /// The server that a client is connected to.
    static Select<ServerId> serverOf(GatewayId gateway, SessionId session) {
        return Select.of(row -> row.id("server_id", ServerId::new), "SELECT r.server_id" + OF_GATEWAY, gateway)
                .and(" AND r.session_id = ?", session);
    }

    /// Says of a connection that it shall end.
    ///
    /// @param generation of the server's document that says so
    static Write end(SessionId session, ServerId server, long generation) {
        return Write.of("""
                INSERT INTO ended_session (session_id, server_id, generation) VALUES (?, ?, ?)
                ON CONFLICT (session_id) DO NOTHING""", session, server, generation);
    }

    /// Connections that shall end.
    static Select<SessionId> ended(ServerId server) {
        return Select.of(
                row -> row.id("session_id", SessionId::new),
                "SELECT session_id FROM ended_session WHERE server_id = ? ORDER BY session_id",
                server);
    }

    /// Servers with connections of which nobody needs to be told any more: each host that is told has followed, and
    /// reports them no longer.
    static Select<ServerId> settled() {
        return Select.of(row -> row.id("server_id", ServerId::new), "SELECT DISTINCT e.server_id " + SETTLED);
    }

    private static final String SETTLED = """
            FROM ended_session e
            WHERE NOT EXISTS (SELECT FROM session_report r WHERE r.session_id = e.session_id)
              AND NOT EXISTS (
                  SELECT FROM placement p
                    LEFT JOIN thing_report t ON (t.host_id, t.kind, t.id) = (p.host_id, p.kind, p.id)
                   WHERE p.kind = 'ACCESS' AND p.id = e.server_id::text
                     AND coalesce(t.applied_generation, 0) < e.generation)""";

    /// Drops those of one server.
    static Write dropSettled(ServerId server) {
        return Write.of(
                "DELETE FROM ended_session WHERE session_id IN (SELECT e.session_id " + SETTLED
                        + " AND e.server_id = ?)",
                server);
    }

    static Write deleteAll(ServerId server) {
        return Write.of("DELETE FROM ended_session WHERE server_id = ?", server);
    }
}
