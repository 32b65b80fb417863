package dev.causeway.controller.reports;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toList;

import dev.causeway.model.HostId;
import dev.causeway.model.document.DocumentKey;
import dev.causeway.model.document.DocumentKind;
import dev.causeway.model.document.ThingReport;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Handle;

/// Rows of `thing_report`.
final class ThingTable {

    static final PartTable<ThingReport> PARTS = new PartTable<>(
            ThingReport.class,
            "thing_report",
            List.of("host_id", "kind", "id"),
            List.of(
                    ReportColumn.word("kind", thing -> thing.key().kind()),
                    ReportColumn.text("id", thing -> thing.key().id()),
                    ReportColumn.number("generation", ThingReport::generation),
                    ReportColumn.number("gateway_generation", ThingReport::gatewayGeneration),
                    ReportColumn.word("phase", ThingReport::phase),
                    ReportColumn.text("reason", ThingReport::reason)),
            List.of(new PartTable.Followed(
                    "applied_generation", "CASE WHEN s.phase = 'APPLIED' THEN s.generation ELSE 0 END", """
                    CASE WHEN excluded.phase = 'ABSENT' THEN 0
                         ELSE greatest(t.applied_generation, excluded.applied_generation) END""")),
            (row, _) -> report(row));

    private ThingTable() {}

    static Map<DocumentKey, List<Reports.Said>> said(Handle tx, DocumentKind kind, Collection<String> ids) {
        return tx
                .createQuery("""
                        SELECT p.host_id, p.kind, p.id, h.received_at, greatest(h.received_at, p.placed_at) AS heard,
                               t.generation, t.gateway_generation, t.phase, t.reason, t.applied_generation
                          FROM placement p
                          JOIN host ON host.id = p.host_id
                          LEFT JOIN thing_report t ON (t.host_id, t.kind, t.id) = (p.host_id, p.kind, p.id)
                          LEFT JOIN host_report h ON h.host_id = p.host_id
                         WHERE p.kind = :kind AND p.id = ANY (:ids) AND p.wanted
                           AND (lost_at IS NULL OR NOT EXISTS (
                                   SELECT FROM placement other JOIN host AS left_over ON left_over.id = other.host_id
                                    WHERE (other.kind, other.id) = (p.kind, p.id) AND other.wanted
                                      AND left_over.lost_at IS NULL))""")
                .bind("kind", kind)
                .bind("ids", ids.toArray(String[]::new))
                .map((row, _) -> Map.entry(key(row), said(row)))
                .stream()
                .collect(groupingBy(Map.Entry::getKey, mapping(Map.Entry::getValue, toList())));
    }

    static Optional<Reports.Thing> find(Handle tx, HostId host, DocumentKey key) {
        return tx.createQuery("""
                        SELECT t.*, h.received_at
                          FROM thing_report t
                          JOIN host_report h USING (host_id)
                         WHERE host_id = :host AND kind = :kind AND id = :id""")
                .bind("host", host)
                .bind("kind", key.kind())
                .bind("id", key.id())
                .map((row, _) -> thing(row))
                .findOne();
    }

    private static Reports.Said said(ResultSet row) throws SQLException {
        return new Reports.Said(
                new HostId(row.getObject("host_id", UUID.class)),
                row.getString("phase") == null ? Optional.empty() : Optional.of(thing(row)),
                row.getTimestamp("heard").toInstant());
    }

    private static Reports.Thing thing(ResultSet row) throws SQLException {
        return new Reports.Thing(
                report(row),
                row.getLong("applied_generation"),
                row.getTimestamp("received_at").toInstant());
    }

    private static ThingReport report(ResultSet row) throws SQLException {
        return new ThingReport(
                key(row),
                row.getLong("generation"),
                row.getLong("gateway_generation"),
                ThingReport.Phase.valueOf(row.getString("phase")),
                row.getString("reason"));
    }

    private static DocumentKey key(ResultSet row) throws SQLException {
        return new DocumentKey(DocumentKind.valueOf(row.getString("kind")), row.getString("id"));
    }
}
