package dev.causeway.controller.reports;

import dev.causeway.controller.database.Row;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;

/// What was last reported of the BGP session of a connection, as a statement finds it that reads connections.
///
/// @param peer the customer gateway's address in the tunnel
/// @param asn the AS number that it must have
/// @param state such as `established`
/// @param since when it has been in that state
/// @param received how many routes the customer gateway announces
public record BgpSession(
        String peer, long asn, String state, Instant since, int received, long messagesIn, long messagesOut) {

    /// The columns for [#read] in a statement that has [#JOIN].
    public static final String COLUMNS = """
            spoken.peer AS spoken_peer, spoken.asn AS spoken_asn, spoken.state AS spoken_state,
                   spoken.since AS spoken_since, spoken.received AS spoken_received,
                   spoken.messages_in AS spoken_messages_in, spoken.messages_out AS spoken_messages_out""";

    /// Joins what was reported to the connections `c`.
    public static final String JOIN =
            " LEFT JOIN bgp_peer_report spoken ON (spoken.connection_id, spoken.node_id) = (c.id, c.node_id)\n";

    /// Reads that of the connection in a row, if a host said anything of one.
    public static Optional<BgpSession> read(Row row) throws SQLException {
        if (!row.has("spoken_state")) {
            return Optional.empty();
        }
        return Optional.of(new BgpSession(
                row.text("spoken_peer"),
                row.longNumber("spoken_asn"),
                row.text("spoken_state"),
                row.moment("spoken_since"),
                row.number("spoken_received"),
                row.longNumber("spoken_messages_in"),
                row.longNumber("spoken_messages_out")));
    }
}
