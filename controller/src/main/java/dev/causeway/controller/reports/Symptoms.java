package dev.causeway.controller.reports;

import dev.causeway.controller.database.Row;
import dev.causeway.controller.database.Select;
import dev.causeway.model.ConnectionId;
import dev.causeway.model.document.Evidence;
import java.sql.SQLException;
import java.util.Optional;

/// What was last reported of why a connection is not as it should be.
///
/// @param reason of its tunnel's state; empty if there is none
/// @param evidence where its daemon saw why
/// @param trouble of its BGP session; empty if there is none
public record Symptoms(String reason, Optional<Evidence> evidence, String trouble) {

    /// Of a connection that nobody reports.
    public static final Symptoms NONE = new Symptoms("", Optional.empty(), "");

    /// Asks for those of a connection, from its node.
    public static Select<Symptoms> of(ConnectionId connection) {
        return Select.of(Symptoms::read, """
                SELECT seen.reason, seen.evidence_code, seen.evidence_line, seen.evidence_ours, seen.evidence_theirs,
                       coalesce(spoken.trouble, '') AS trouble
                  FROM vpn_connection c
                  JOIN tunnel_report seen ON (seen.connection_id, seen.node_id) = (c.id, c.node_id)
                  LEFT JOIN bgp_peer_report spoken ON (spoken.connection_id, spoken.node_id) = (c.id, c.node_id)
                 WHERE c.id = ?""", connection);
    }

    private static Symptoms read(Row row) throws SQLException {
        return new Symptoms(row.text("reason"), evidence(row), row.text("trouble"));
    }

    private static Optional<Evidence> evidence(Row row) throws SQLException {
        return Optional.of(new Evidence(
                        row.text("evidence_code"),
                        row.text("evidence_line"),
                        row.text("evidence_ours"),
                        row.text("evidence_theirs")))
                .filter(found -> !found.code().isEmpty());
    }
}
