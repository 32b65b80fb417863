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
/// @param nodeFailed whether its node cannot be made to be as wanted: why is for those who run the host, since it may
///     tell of the host's commands and what they print
public record Symptoms(String reason, Optional<Evidence> evidence, String trouble, boolean nodeFailed) {

    /// Of a connection that nobody reports.
    public static final Symptoms NONE = new Symptoms("", Optional.empty(), "", false);

    /// Asks for those of a connection, from its node.
    public static Select<Symptoms> of(ConnectionId connection) {
        return Select.of(Symptoms::read, """
                SELECT coalesce(seen.reason, '') AS reason,
                       coalesce(seen.evidence_code, '') AS evidence_code,
                       coalesce(seen.evidence_line, '') AS evidence_line,
                       coalesce(seen.evidence_ours, '') AS evidence_ours,
                       coalesce(seen.evidence_theirs, '') AS evidence_theirs,
                       coalesce(spoken.trouble, '') AS trouble,
                       EXISTS (SELECT
                                 FROM placement
                                 JOIN thing_report USING (host_id, kind, id)
                                WHERE kind = 'NODE' AND id = c.node_id::text AND wanted AND phase = 'FAILED')
                           AS node_failed
                  FROM vpn_connection c
                  LEFT JOIN tunnel_report seen ON (seen.connection_id, seen.node_id) = (c.id, c.node_id)
                  LEFT JOIN bgp_peer_report spoken ON (spoken.connection_id, spoken.node_id) = (c.id, c.node_id)
                 WHERE c.id = ?""", connection);
    }

    private static Symptoms read(Row row) throws SQLException {
        return new Symptoms(row.text("reason"), evidence(row), row.text("trouble"), row.flag("node_failed"));
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
