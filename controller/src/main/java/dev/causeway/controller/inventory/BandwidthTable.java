package dev.causeway.controller.inventory;

import dev.causeway.controller.resource.Page;
import dev.causeway.model.ApiWord;
import dev.causeway.model.BandwidthId;
import dev.causeway.model.ProjectId;
import dev.causeway.model.ResourceId;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.mapper.RowMapper;

/// Rows of `bandwidth`.
final class BandwidthTable {

    private static final RowMapper<Bandwidth> BANDWIDTH = (row, _) -> new Bandwidth(
            new BandwidthId(row.getObject("id", UUID.class)),
            new ProjectId(row.getString("project_id")),
            row.getString("name"),
            row.getInt("size"),
            ApiWord.parse(ShareType.class, row.getString("share_type")),
            ApiWord.parse(ChargeMode.class, row.getString("charge_mode")),
            row.getString("enterprise_project_id"),
            row.getTimestamp("created_at").toInstant(),
            row.getTimestamp("updated_at").toInstant());

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

    static Optional<Bandwidth> find(Handle tx, ProjectId project, BandwidthId id) {
        return tx.createQuery("SELECT * FROM bandwidth WHERE project_id = :project AND id = :id")
                .bind("project", project)
                .bind("id", id)
                .map(BANDWIDTH)
                .findOne();
    }

    /// Bandwidths in the order of their identifiers, from behind `after`.
    static List<Bandwidth> list(
            Handle tx,
            ProjectId project,
            Optional<ShareType> shareType,
            List<String> enterpriseProjects,
            Page<UUID> page) {
        return tx.createQuery("""
                        SELECT * FROM bandwidth
                         WHERE project_id = :project AND id > :after
                           AND (CAST(:shareType AS text) IS NULL OR share_type = CAST(:shareType AS text))
                           AND (cardinality(:enterpriseProjects) = 0
                                OR enterprise_project_id = ANY (:enterpriseProjects))
                         ORDER BY id LIMIT :limit""")
                .bind("project", project)
                .bind("after", page.after().orElse(ResourceId.NOBODY))
                .bind("shareType", shareType.map(ShareType::word).orElse(null))
                .bindArray("enterpriseProjects", String.class, enterpriseProjects)
                .bind("limit", page.rows())
                .map(BANDWIDTH)
                .list();
    }

    /// Changes what is given; empty leaves as it is.
    static Optional<Bandwidth> update(Handle tx, ProjectId project, BandwidthId id, BandwidthChange change) {
        return tx.createQuery("""
                        UPDATE bandwidth
                           SET name = coalesce(:name, name), size = coalesce(:size, size),
                               charge_mode = coalesce(:chargeMode, charge_mode), updated_at = now()
                         WHERE project_id = :project AND id = :id RETURNING *""")
                .bind("project", project)
                .bind("id", id)
                .bind("name", change.name().orElse(null))
                .bind("size", change.size().orElse(null))
                .bind("chargeMode", change.chargeMode().map(ChargeMode::word).orElse(null))
                .map(BANDWIDTH)
                .findOne();
    }

    static void delete(Handle tx, BandwidthId id) {
        tx.createUpdate("DELETE FROM bandwidth WHERE id = :id").bind("id", id).execute();
    }
}
