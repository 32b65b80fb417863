package dev.causeway.controller.reports;

import dev.causeway.controller.database.Row;
import dev.causeway.controller.database.Select;
import dev.causeway.model.HostId;
import dev.causeway.model.document.DocumentKey;
import dev.causeway.model.document.DocumentKind;
import dev.causeway.model.document.ThingReport;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
            (row, _) -> report(new Row(row)));

    private ThingTable() {}

    static Select<Map.Entry<DocumentKey, Reports.Said>> said(DocumentKind kind, Select<?> ids) {
        return Select.of(row -> Map.entry(key(row), said(row)), """
                        SELECT p.host_id, p.kind, p.id, h.received_at, greatest(h.received_at, p.placed_at) AS heard,
                               t.generation, t.gateway_generation, t.phase, t.reason, t.applied_generation
                          FROM placement p
                          JOIN host ON host.id = p.host_id
                          LEFT JOIN thing_report t ON (t.host_id, t.kind, t.id) = (p.host_id, p.kind, p.id)
                          LEFT JOIN host_report h ON h.host_id = p.host_id
                         WHERE p.wanted
                           AND (lost_at IS NULL OR NOT EXISTS (
                                   SELECT FROM placement other JOIN host AS left_over ON left_over.id = other.host_id
                                    WHERE (other.kind, other.id) = (p.kind, p.id) AND other.wanted
                                      AND left_over.lost_at IS NULL))
                           AND p.kind = ?""", kind.name())
                .and(
                        " AND p.id = ANY (ARRAY(SELECT which::text FROM (" + ids.sql() + ") AS found (which)))",
                        ids.values().toArray());
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
                .map((row, _) -> thing(new Row(row)))
                .findOne();
    }

    private static Reports.Said said(Row row) throws SQLException {
        return new Reports.Said(
                row.id("host_id", HostId::new),
                row.has("phase") ? Optional.of(thing(row)) : Optional.empty(),
                row.moment("heard"));
    }

    private static Reports.Thing thing(Row row) throws SQLException {
        return new Reports.Thing(report(row), row.longNumber("applied_generation"), row.moment("received_at"));
    }

    private static ThingReport report(Row row) throws SQLException {
        return new ThingReport(
                key(row),
                row.longNumber("generation"),
                row.longNumber("gateway_generation"),
                row.constant("phase", ThingReport.Phase.class),
                row.text("reason"));
    }

    private static DocumentKey key(Row row) throws SQLException {
        return new DocumentKey(row.constant("kind", DocumentKind.class), row.text("id"));
    }
}
