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

    static final RowForm<Bandwidth> FORM = RowForm.of(Bandwidth.class);

    private BandwidthTable() {}

    static void insert(Handle tx, BandwidthId id, ProjectId project, String name, NewEip eip) {
        tx.createUpdate("""
                        INSERT INTO bandwidth (id, project_id, name, size, share_type, charge_mode,
                                               enterprise_project_id)
                        VALUES (:id, :project, :name, :size, :shareType, :chargeMode, :enterpriseProject)""")
                .bind("id", id)
                .bind("project", project)
                .bind("name", name)
                .bind("size", eip.bandwidthSize())
                .bind("shareType", ShareType.PER)
                .bind("chargeMode", eip.chargeMode())
                .bind("enterpriseProject", eip.enterpriseProject())
                .execute();
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
