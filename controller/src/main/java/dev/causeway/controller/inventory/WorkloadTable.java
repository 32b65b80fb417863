package dev.causeway.controller.inventory;

import dev.causeway.controller.database.RowForm;
import dev.causeway.controller.database.Select;
import dev.causeway.model.ProjectId;
import dev.causeway.model.VpcId;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Handle;

/// Rows of `workload`.
final class WorkloadTable {

    private static final RowForm<Workload> FORM = RowForm.of(Workload.class);
    private static final Select<Workload> ALL = Select.of(FORM::read, "SELECT * FROM workload");

    private WorkloadTable() {}

    static void insert(Handle tx, Workload workload) {
        tx.createUpdate("""
                        INSERT INTO workload (id, project_id, vpc_id, subnet_id, name, address, generation)
                        VALUES (:id, :project, :vpc, :subnet, :name, :address, :generation)""")
                .bind("id", workload.id())
                .bind("project", workload.project())
                .bind("vpc", workload.vpc())
                .bind("subnet", workload.subnet())
                .bind("name", workload.name())
                .bind("address", workload.address())
                .bind("generation", workload.generation())
                .execute();
    }

    static Optional<Workload> find(Handle tx, ProjectId project, String name) {
        return ALL.and(" WHERE project_id = ? AND name = ? FOR UPDATE", project, name)
                .first(tx);
    }

    /// @param name nothing, to find all of the project
    static Select<Workload> some(ProjectId project, Optional<String> name) {
        return ALL.and(" WHERE project_id = ?", project)
                .and(" AND name = ?", name)
                .and(" ORDER BY name");
    }

    /// The VPCs that these lie in.
    static Select<VpcId> vpcsOf(ProjectId project, Optional<String> name) {
        return Select.of(
                        row -> row.id("vpc_id", VpcId::new),
                        "SELECT vpc_id FROM workload WHERE project_id = ?",
                        project)
                .and(" AND name = ?", name);
    }

    static List<Workload> inVpc(Handle tx, VpcId vpc) {
        return ALL.and(" WHERE vpc_id = ? ORDER BY name", vpc).list(tx);
    }

    static void delete(Handle tx, UUID id) {
        tx.createUpdate("DELETE FROM workload WHERE id = :id").bind("id", id).execute();
    }
}
