package dev.causeway.controller.inventory;

import dev.causeway.controller.resource.Page;
import dev.causeway.model.Prefix;
import dev.causeway.model.ProjectId;
import dev.causeway.model.ResourceId;
import dev.causeway.model.VpcId;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.mapper.RowMapper;

/// Rows of `vpc`.
final class VpcTable {

    private static final RowMapper<Vpc> VPC = (row, _) -> new Vpc(
            new VpcId(row.getObject("id", UUID.class)),
            new ProjectId(row.getString("project_id")),
            row.getString("name"),
            row.getString("description"),
            Prefix.parse(row.getString("cidr")),
            row.getString("enterprise_project_id"),
            row.getLong("generation"),
            row.getBoolean("deleting"),
            row.getTimestamp("created_at").toInstant(),
            row.getTimestamp("updated_at").toInstant());

    private VpcTable() {}

    static Vpc insert(Handle tx, VpcId id, ProjectId project, VpcSpec spec, long generation) {
        return tx.createQuery("""
                        INSERT INTO vpc (id, project_id, name, description, cidr, enterprise_project_id, generation)
                        VALUES (:id, :project, :name, :description, :cidr, :enterpriseProject, :generation)
                        RETURNING *""")
                .bind("id", id)
                .bind("project", project)
                .bind("name", spec.name())
                .bind("description", spec.description())
                .bind("cidr", spec.cidr())
                .bind("enterpriseProject", spec.enterpriseProject())
                .bind("generation", generation)
                .map(VPC)
                .one();
    }

    /// Finds a VPC of any project and keeps others from changing or removing it until the transaction ends.
    static Optional<Vpc> lock(Handle tx, VpcId id) {
        return tx.createQuery("SELECT * FROM vpc WHERE id = :id FOR UPDATE")
                .bind("id", id)
                .map(VPC)
                .findOne();
    }

    static Optional<Vpc> find(Handle tx, ProjectId project, VpcId id) {
        return tx.createQuery("SELECT * FROM vpc WHERE project_id = :project AND id = :id")
                .bind("project", project)
                .bind("id", id)
                .map(VPC)
                .findOne();
    }

    /// Finds a VPC and keeps others from changing it, or what lies in it, until the transaction ends.
    static Optional<Vpc> lock(Handle tx, ProjectId project, VpcId id) {
        return tx.createQuery("SELECT * FROM vpc WHERE project_id = :project AND id = :id FOR UPDATE")
                .bind("project", project)
                .bind("id", id)
                .map(VPC)
                .findOne();
    }

    /// VPCs in the order of their identifiers, from behind `after`.
    static List<Vpc> list(Handle tx, ProjectId project, VpcFilter filter, Page<UUID> page) {
        return tx.createQuery("""
                        SELECT * FROM vpc
                         WHERE project_id = :project AND id > :after
                           AND (cardinality(:ids) = 0 OR id = ANY (:ids))
                           AND (cardinality(:names) = 0 OR name = ANY (:names))
                           AND (cardinality(:descriptions) = 0 OR description = ANY (:descriptions))
                           AND (cardinality(:cidrs) = 0 OR cidr = ANY (:cidrs))
                           AND (cardinality(:enterpriseProjects) = 0
                                OR enterprise_project_id = ANY (:enterpriseProjects))
                         ORDER BY id LIMIT :limit""")
                .bind("project", project)
                .bind("after", page.after().orElse(ResourceId.NOBODY))
                .bindArray(
                        "ids",
                        UUID.class,
                        filter.ids().stream().map(VpcId::value).toList())
                .bindArray("names", String.class, filter.names())
                .bindArray("descriptions", String.class, filter.descriptions())
                .bindArray("cidrs", Prefix.class, filter.cidrs())
                .bindArray("enterpriseProjects", String.class, filter.enterpriseProjects())
                .bind("limit", page.rows())
                .map(VPC)
                .list();
    }

    static Vpc update(Handle tx, VpcId id, VpcSpec spec) {
        return tx.createQuery("""
                        UPDATE vpc SET name = :name, description = :description, cidr = :cidr, updated_at = now()
                         WHERE id = :id RETURNING *""")
                .bind("id", id)
                .bind("name", spec.name())
                .bind("description", spec.description())
                .bind("cidr", spec.cidr())
                .map(VPC)
                .one();
    }

    static void markDeleting(Handle tx, VpcId id) {
        tx.createUpdate("UPDATE vpc SET deleting = true, updated_at = now() WHERE id = :id")
                .bind("id", id)
                .execute();
    }

    static void delete(Handle tx, VpcId id) {
        tx.createUpdate("DELETE FROM vpc WHERE id = :id").bind("id", id).execute();
    }
}
