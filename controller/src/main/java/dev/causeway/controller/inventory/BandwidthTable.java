package dev.causeway.controller.inventory;

import dev.causeway.controller.database.RowForm;
import dev.causeway.controller.database.Select;
import dev.causeway.controller.resource.Page;
import dev.causeway.model.BandwidthId;
import dev.causeway.model.ProjectId;
import dev.causeway.model.ResourceId;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Handle;

/// Rows of `bandwidth`.
final class BandwidthTable {

    private static final int NAME_DIGITS = 4;

    static final RowForm<Bandwidth> FORM = RowForm.of(Bandwidth.class);

    private BandwidthTable() {}

    /// Makes a bandwidth. Its name is made up of its identifier if it has none.
    static BandwidthId insert(Handle tx, ProjectId project, NewBandwidth wanted) {
        var id = BandwidthId.random();
        tx.createUpdate("""
                        INSERT INTO bandwidth (id, project_id, name, size, share_type, charge_mode,
                                               enterprise_project_id)
                        VALUES (:id, :project, :name, :size, :shareType, :chargeMode, :enterpriseProject)""")
                .bind("id", id)
                .bind("project", project)
                .bind("name", wanted.name().orElseGet(() -> madeUpName(id)))
                .bind("size", wanted.size())
                .bind("shareType", wanted.shareType())
                .bind("chargeMode", wanted.chargeMode())
                .bind("enterpriseProject", wanted.enterpriseProject())
                .execute();
        return id;
    }

    private static String madeUpName(BandwidthId id) {
        return "bandwidth-" + id.toString().substring(0, NAME_DIGITS);
    }

    /// Finds a bandwidth and keeps it, and the EIPs in it, as they are until the transaction ends.
    static Optional<Bandwidth> lock(Handle tx, ProjectId project, BandwidthId id) {
        return one(project, id).and(" FOR UPDATE").first(tx);
    }

    /// Finds one that nobody else changes, or puts an EIP into, until the transaction ends.
    static Optional<Bandwidth> keep(Handle tx, ProjectId project, BandwidthId id) {
        return one(project, id).and(" FOR NO KEY UPDATE").first(tx);
    }

    static Optional<Bandwidth> find(Handle tx, ProjectId project, BandwidthId id) {
        return one(project, id).first(tx);
    }

    private static Select<Bandwidth> one(ProjectId project, BandwidthId id) {
        return Select.of(FORM::read, "SELECT * FROM bandwidth WHERE project_id = ? AND id = ?", project, id);
    }

    static Select<BandwidthId> only(ProjectId project, BandwidthId id) {
        return ids(project).and(" AND id = ?", id);
    }

    /// Bandwidths of a page, and one more, in the order of their identifiers.
    static Select<BandwidthId> some(
            ProjectId project, Optional<ShareType> shareType, List<String> enterpriseProjects, Page<UUID> page) {
        return ids(project)
                .and(" AND id > ?", page.after().orElse(ResourceId.NOBODY))
                .and(" AND share_type = ?", shareType)
                .any("enterprise_project_id", enterpriseProjects)
                .and(" ORDER BY id LIMIT " + page.rows());
    }

    /// All of these, in the order of their identifiers.
    static Select<Bandwidth> inOrder(Select<BandwidthId> which) {
        return Select.of(FORM::read, "SELECT * FROM bandwidth")
                .among(" WHERE id", which)
                .and(" ORDER BY id");
    }

    /// Changes what is given, if the project has this bandwidth; empty leaves as it is.
    static void update(Handle tx, ProjectId project, BandwidthId id, BandwidthChange change) {
        tx.createUpdate("""
                        UPDATE bandwidth
                           SET name = coalesce(:name, name), size = coalesce(:size, size),
                               charge_mode = coalesce(:chargeMode, charge_mode), updated_at = now()
                         WHERE project_id = :project AND id = :id""")
                .bind("project", project)
                .bind("id", id)
                .bind("name", change.name().orElse(null))
                .bind("size", change.size().orElse(null))
                .bind("chargeMode", change.chargeMode().map(ChargeMode::word).orElse(null))
                .execute();
    }

    static void delete(Handle tx, BandwidthId id) {
        tx.createUpdate("DELETE FROM bandwidth WHERE id = :id").bind("id", id).execute();
    }

    private static Select<BandwidthId> ids(ProjectId project) {
        return Select.of(
                row -> row.id("id", BandwidthId::new), "SELECT id FROM bandwidth WHERE project_id = ?", project);
    }
}
