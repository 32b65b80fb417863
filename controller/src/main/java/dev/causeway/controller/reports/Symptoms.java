package dev.causeway.controller.reports;

import dev.causeway.controller.database.Row;
import dev.causeway.model.document.Evidence;
import java.sql.SQLException;
import java.util.Optional;

/// What was last reported of why a connection is not as it should be, as a statement finds it that reads connections.
///
/// @param reason of its tunnel's state; empty if there is none
/// @param evidence where its daemon saw why
/// @param trouble of its BGP session; empty if there is none
/// @param nodeFailed whether its node cannot be made to be as wanted: why is for those who run the host, since it may
///     tell of the host's commands and what they print
public record Symptoms(String reason, Optional<Evidence> evidence, String trouble, boolean nodeFailed) {

    /// The columns for [#read] in a statement that has [Sighting#JOINS] and [BgpSession#JOIN].
    public static final String COLUMNS = """
            coalesce(seen.reason, '') AS ailing_reason,
            coalesce(seen.evidence_code, '') AS ailing_code,
            coalesce(seen.evidence_line, '') AS ailing_line,
            coalesce(seen.evidence_ours, '') AS ailing_ours,
            coalesce(seen.evidence_theirs, '') AS ailing_theirs,
            coalesce(spoken.trouble, '') AS ailing_trouble,
            coalesce(node.failed, false) AS ailing_node""";

    /// The same for a statement that has [Sighting#JOINS] alone: only words and codes, and those only that tell why a
    /// tunnel carries nothing. Lists have many rows.
    public static final String BRIEF = """
            coalesce(left(seen.reason, 40), '') AS ailing_reason,
            coalesce(seen.evidence_code, '') AS ailing_code,
            '' AS ailing_line, '' AS ailing_ours, '' AS ailing_theirs, '' AS ailing_trouble,
            coalesce(node.failed, false) AS ailing_node""";

    /// Reads those of the connection in a row.
    public static Symptoms read(Row row) throws SQLException {
        return new Symptoms(
                row.text("ailing_reason"), evidence(row), row.text("ailing_trouble"), row.flag("ailing_node"));
    }

    private static Optional<Evidence> evidence(Row row) throws SQLException {
        return Optional.of(new Evidence(
                        row.text("ailing_code"),
                        row.text("ailing_line"),
                        row.text("ailing_ours"),
                        row.text("ailing_theirs")))
                .filter(found -> !found.code().isEmpty());
    }
}
