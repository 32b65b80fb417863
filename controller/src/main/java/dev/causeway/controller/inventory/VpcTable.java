package dev.causeway.controller.inventory;

import dev.causeway.controller.database.RowForm;
import dev.causeway.controller.database.Select;
import dev.causeway.controller.resource.NamePart;
import dev.causeway.controller.resource.Page;
import dev.causeway.controller.resource.TagTable;
import dev.causeway.model.ProjectId;
import dev.causeway.model.ResourceId;
import dev.causeway.model.VpcId;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Handle;

/// Rows of `vpc`.
final class VpcTable {

    private static final RowForm<Vpc> FORM = RowForm.of(Vpc.class);
    private static final RowForm<TaggedVpc> TAGGED = RowForm.of(TaggedVpc.class, TagTable.FORM);
    private static final Select<Vpc> ALL = Select.of(FORM::read, "SELECT * FROM vpc");

    private VpcTable() {}

    static Vpc insert(Handle tx, VpcId id, ProjectId project, VpcSpec spec, long generation) {
        return Select.of(
                        FORM::read,
                        """
                        INSERT INTO vpc (id, project_id, name, description, cidr, enterprise_project_id, generation)
                        VALUES (?, ?, ?, ?, ?, ?, ?)
                        RETURNING *""",
                        id,
                        project,
                        spec.name(),
                        spec.description(),
                        spec.cidr(),
                        spec.enterpriseProject(),
                        generation)
                .one(tx);
    }

    /// Finds a VPC of any project and keeps others from changing or removing it until the transaction ends.
    static Optional<Vpc> lock(Handle tx, VpcId id) {
        return ALL.and(" WHERE id = ? FOR UPDATE", id).first(tx);
    }

    /// Finds a VPC and keeps others from changing it, or what lies in it, until the transaction ends.
    static Optional<Vpc> lock(Handle tx, ProjectId project, VpcId id) {
        return ALL.and(" WHERE project_id = ? AND id = ? FOR UPDATE", project, id)
                .first(tx);
    }

    static Select<VpcId> only(ProjectId project, VpcId id) {
        return ids(project).and(" AND id = ?", id);
    }

    /// VPCs of a page, and one more, in the order of their identifiers.
    static Select<VpcId> some(ProjectId project, VpcFilter filter, Page<UUID> page) {
        return ids(project)
                .and(" AND id > ?", page.after().orElse(ResourceId.NOBODY))
                .any("id", filter.ids())
                .any("name", filter.names())
                .any("description", filter.descriptions())
                .any("cidr", filter.cidrs())
                .any("enterprise_project_id", filter.enterpriseProjects())
                .and(" AND name ILIKE ?", filter.namePart().map(NamePart::pattern))
                .and(" ORDER BY id LIMIT " + page.rows());
    }

    /// All of these, in the order of their identifiers.
    static Select<TaggedVpc> inOrder(Select<VpcId> which) {
        return Select.of(TAGGED::read, "SELECT v.*, " + TagTable.column("v.id") + " FROM vpc v")
                .among(" WHERE v.id", which)
                .and(" ORDER BY v.id");
    }

    static Vpc update(Handle tx, VpcId id, VpcSpec spec) {
        return Select.of(FORM::read, """
                        UPDATE vpc SET name = ?, description = ?, cidr = ?, updated_at = now()
                         WHERE id = ? RETURNING *""", spec.name(), spec.description(), spec.cidr(), id)
                .one(tx);
    }

    static void markDeleting(Handle tx, VpcId id) {
        tx.createUpdate("UPDATE vpc SET deleting = true, updated_at = now() WHERE id = :id")
                .bind("id", id)
                .execute();
    }

    static void delete(Handle tx, VpcId id) {
        tx.createUpdate("DELETE FROM vpc WHERE id = :id").bind("id", id).execute();
    }

    private static Select<VpcId> ids(ProjectId project) {
        return Select.of(row -> row.id("id", VpcId::new), "SELECT id FROM vpc WHERE project_id = ?", project);
    }
}
