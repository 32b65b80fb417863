package dev.causeway.controller.clientgateway;

import dev.causeway.controller.database.RowForm;
import dev.causeway.controller.database.Select;
import dev.causeway.controller.database.Write;
import dev.causeway.controller.resource.Listing;
import dev.causeway.controller.resource.Page;
import dev.causeway.model.GatewayId;
import dev.causeway.model.JobId;
import dev.causeway.model.ProjectId;
import java.time.Instant;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/// Rows of `p2c_job`. They are written while the gateway is locked.
final class P2cJobTable {

    private static final RowForm<P2cJob> FORM = RowForm.of(P2cJob.class);
    private static final Select<P2cJob> ALL = Select.of(FORM::read, "SELECT " + FORM.columns("j") + " FROM p2c_job j");

    private P2cJobTable() {}

    static void insert(Handle tx, P2cJob job) {
        Write.insert("p2c_job", FORM.row(job)).in(tx);
    }

    /// The newest of a gateway.
    static Optional<P2cJob> newest(Handle tx, GatewayId gateway) {
        return ALL.and(" WHERE j.gateway_id = ?", gateway)
                .and(Listing.newest("j", 1))
                .first(tx);
    }

    static Optional<P2cJob> find(Handle tx, ProjectId project, JobId id) {
        return ALL.and(" WHERE j.project_id = ? AND j.id = ?", project, id).first(tx);
    }

    /// Jobs of a page, and one more.
    static Select<P2cJob> newestFirst(ProjectId project, Optional<GatewayId> gateway, Page<Instant> page) {
        return ALL.and(" WHERE j.project_id = ?", project)
                .and(" AND j.gateway_id = ?", gateway)
                .and(" AND j.created_at < ?", page.after())
                .and(Listing.newest("j", page.rows()));
    }

    static void confirm(Handle tx, JobId id, Instant now) {
        Write.of("UPDATE p2c_job SET confirmed_at = ? WHERE id = ?", now, id).in(tx);
    }

    static void leaveAll(Handle tx, JobId id, Instant now) {
        Write.of("UPDATE p2c_job SET leaves_all = true, finished_at = ? WHERE id = ?", now, id)
                .in(tx);
    }

    /// Notes that daemons have been replaced: what runs on a node is what its host would start.
    static void markFinished(Handle tx, Instant now) {
        Write.of("""
                        UPDATE p2c_job AS j
                           SET finished_at = ?
                          FROM gateway_node n
                          JOIN client_node_report c ON c.node_id = n.id
                          JOIN server_report s ON (s.node_id, s.host_id) = (c.node_id, c.host_id)
                         WHERE j.finished_at IS NULL AND j.confirmed_at IS NOT NULL AND n.gateway_id = j.gateway_id
                           AND s.running_version = c.offered_version AND s.running_settings = c.offered_settings""", now).in(tx);
    }

    static void delete(Handle tx, JobId id) {
        Write.of("DELETE FROM p2c_job WHERE id = ?", id).in(tx);
    }

    static void deleteAll(Handle tx, GatewayId gateway) {
        Write.of("DELETE FROM p2c_job WHERE gateway_id = ?", gateway).in(tx);
    }
}
