package dev.causeway.controller.reports;

import dev.causeway.model.document.DocumentKey;
import dev.causeway.model.document.DocumentKind;
import dev.causeway.model.document.ThingReport;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jdbi.v3.core.Handle;

/// Rows of `thing_report`.
final class ThingTable {

    private ThingTable() {}

    static Map<DocumentKey, Reports.Thing> find(Handle tx, DocumentKind kind, Collection<String> ids) {
        Map<DocumentKey, Reports.Thing> found = new LinkedHashMap<>();
        tx.createQuery("""
                        SELECT t.*, h.received_at
                          FROM thing_report t
                          JOIN host_report h USING (host_id)
                         WHERE t.kind = :kind AND t.id = ANY (:ids)
                         ORDER BY h.received_at""")
                .bind("kind", kind)
                .bind("ids", ids.toArray(String[]::new))
                .map((row, _) -> thing(row))
                .forEach(thing -> found.put(thing.report().key(), thing));
        return found;
    }

    private static Reports.Thing thing(ResultSet row) throws SQLException {
        var report = new ThingReport(
                new DocumentKey(DocumentKind.valueOf(row.getString("kind")), row.getString("id")),
                row.getLong("generation"),
                row.getLong("gateway_generation"),
                ThingReport.Phase.valueOf(row.getString("phase")),
                row.getString("reason"));
        return new Reports.Thing(report, row.getTimestamp("received_at").toInstant());
    }
}
