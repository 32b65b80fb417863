package dev.causeway.controller.reports;

import static dev.causeway.controller.reports.Columns.texts;

import dev.causeway.model.HostId;
import dev.causeway.model.document.DocumentKey;
import dev.causeway.model.document.DocumentKind;
import dev.causeway.model.document.ThingReport;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;

/// Rows of `thing_report`.
final class ThingTable {

    private ThingTable() {}

    static Map<DocumentKey, Reports.Thing> find(Handle tx, DocumentKind kind, Collection<String> ids) {
        Map<DocumentKey, Reports.Thing> found = new LinkedHashMap<>();
        query(tx, kind, ids)
                .map((row, _) -> thing(row))
                .forEach(thing -> found.put(thing.report().key(), thing));
        return found;
    }

    static Map<DocumentKey, Map<HostId, Reports.Thing>> everywhere(
            Handle tx, DocumentKind kind, Collection<String> ids) {
        Map<DocumentKey, Map<HostId, Reports.Thing>> found = new LinkedHashMap<>();
        query(tx, kind, ids)
                .map((row, _) -> Map.entry(new HostId(row.getObject("host_id", UUID.class)), thing(row)))
                .forEach(
                        entry -> found.computeIfAbsent(entry.getValue().report().key(), _ -> new LinkedHashMap<>())
                                .put(entry.getKey(), entry.getValue()));
        return found;
    }

    /// The host that was heard last comes last.
    private static Query query(Handle tx, DocumentKind kind, Collection<String> ids) {
        return tx.createQuery("""
                        SELECT t.*, h.received_at
                          FROM thing_report t
                          JOIN host_report h USING (host_id)
                         WHERE t.kind = :kind AND t.id = ANY (:ids)
                         ORDER BY h.received_at""").bind("kind", kind).bind("ids", ids.toArray(String[]::new));
    }

    /// Makes the rows of a host exactly these. Rows that say the same already are not written.
    static void replace(Handle tx, HostId host, List<ThingReport> things) {
        tx.createUpdate("""
                        WITH seen AS (
                            SELECT * FROM unnest(
                                :kinds, :ids, :generations, :gatewayGenerations, :phases, :reasons)
                                AS s (kind, id, generation, gateway_generation, phase, reason)),
                        gone AS (
                            DELETE FROM thing_report t
                             WHERE host_id = :host
                               AND NOT EXISTS (SELECT FROM seen s WHERE (s.kind, s.id) = (t.kind, t.id)))
                        INSERT INTO thing_report AS t
                               (host_id, kind, id, generation, gateway_generation, phase, reason,
                                applied_generation)
                        SELECT :host, s.*, CASE WHEN s.phase = 'APPLIED' THEN s.generation ELSE 0 END FROM seen s
                        ON CONFLICT (host_id, kind, id) DO UPDATE
                           SET (generation, gateway_generation, phase, reason, applied_generation)
                             = (excluded.generation, excluded.gateway_generation, excluded.phase, excluded.reason,
                                CASE WHEN excluded.phase = 'ABSENT' THEN 0
                                     ELSE greatest(t.applied_generation, excluded.applied_generation) END)
                         WHERE (t.generation, t.gateway_generation, t.phase, t.reason)
                            <> (excluded.generation, excluded.gateway_generation, excluded.phase, excluded.reason)""")
                .bind("host", host.value())
                .bind("kinds", texts(things, thing -> thing.key().kind().name()))
                .bind("ids", texts(things, thing -> thing.key().id()))
                .bind("generations", Columns.numbers(things, ThingReport::generation))
                .bind("gatewayGenerations", Columns.numbers(things, ThingReport::gatewayGeneration))
                .bind("phases", texts(things, thing -> thing.phase().name()))
                .bind("reasons", texts(things, ThingReport::reason))
                .execute();
    }

    private static Reports.Thing thing(ResultSet row) throws SQLException {
        var report = new ThingReport(
                new DocumentKey(DocumentKind.valueOf(row.getString("kind")), row.getString("id")),
                row.getLong("generation"),
                row.getLong("gateway_generation"),
                ThingReport.Phase.valueOf(row.getString("phase")),
                row.getString("reason"));
        return new Reports.Thing(
                report,
                row.getLong("applied_generation"),
                row.getTimestamp("received_at").toInstant());
    }
}
