package dev.causeway.controller.reports;

import dev.causeway.controller.database.Row;
import dev.causeway.model.document.TunnelReport;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;

/// What is known of a connection's tunnel, as a statement finds it that reads connections. Where a tunnel is not
/// reported, its node may be: then the host is not silent, it only has no such tunnel.
///
/// @param word the last one about the tunnel, if it is reported at all
/// @param heard when its node's host was last heard
public record Sighting(Optional<Word> word, Instant heard) {

    /// Nothing, from a host that never said a word.
    public static final Sighting NOTHING = new Sighting(Optional.empty(), Instant.EPOCH);

    /// What a host said of a tunnel.
    ///
    /// @param generation of the connection's settings
    /// @param since when the tunnel came into that state, by its host's clock
    public record Word(long generation, TunnelReport.State state, Instant since) {}

    /// The columns for [#read] in a statement that has [#JOINS].
    public static final String COLUMNS = """
            seen.generation AS seen_generation, seen.state AS seen_state, seen.since AS seen_since,
                   coalesce(host.received_at, node.heard) AS seen_heard""";

    /// Joins what was reported to the connections `c`: of their tunnels, and of the nodes of those that are not up by
    /// the settings that are wanted.
    public static final String JOINS = """
              LEFT JOIN tunnel_report seen ON (seen.connection_id, seen.node_id) = (c.id, c.node_id)
              LEFT JOIN host_report host ON host.host_id = seen.host_id
              LEFT JOIN LATERAL (
                   SELECT max(received_at) AS heard, bool_or(phase = 'FAILED') AS failed
                     FROM placement
                     JOIN thing_report USING (host_id, kind, id)
                     JOIN host_report USING (host_id)
                    WHERE kind = 'NODE' AND id = c.node_id::text AND wanted
                      AND (seen.state = 'UP' AND seen.generation >= c.generation) IS NOT TRUE) AS node ON true
            """;

    /// Reads that of the connection in a row.
    public static Sighting read(Row row) throws SQLException {
        Optional<Word> word = row.has("seen_state")
                ? Optional.of(new Word(
                        row.longNumber("seen_generation"),
                        row.constant("seen_state", TunnelReport.State.class),
                        row.moment("seen_since")))
                : Optional.empty();
        return row.optionalMoment("seen_heard")
                .map(heard -> new Sighting(word, heard))
                .orElse(NOTHING);
    }
}
