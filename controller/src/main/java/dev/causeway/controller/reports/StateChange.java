package dev.causeway.controller.reports;

import dev.causeway.controller.database.Select;
import dev.causeway.model.ConnectionId;
import dev.causeway.model.document.TunnelReport;
import java.time.Instant;

/// That a connection's tunnel came into another state.
///
/// @param at when it did, by its host's clock
/// @param reason the host's word for why; empty if it gave none
public record StateChange(Instant at, TunnelReport.State state, String reason) {

    private static final int SHOWN = 20;

    /// Asks for the last ones of a connection, the newest first.
    public static Select<StateChange> newest(ConnectionId connection) {
        return Select.of(
                row -> new StateChange(
                        row.moment("at"), row.constant("state", TunnelReport.State.class), row.text("reason")),
                """
                SELECT at, state, reason
                  FROM tunnel_change
                 WHERE connection_id = ?
                 ORDER BY position DESC
                 LIMIT ?""",
                connection,
                SHOWN);
    }
}
