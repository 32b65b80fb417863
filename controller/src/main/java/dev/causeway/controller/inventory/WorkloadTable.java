package dev.causeway.controller.inventory;

import dev.causeway.model.Ipv4;
import dev.causeway.model.ProjectId;
import dev.causeway.model.SubnetId;
import dev.causeway.model.VpcId;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.mapper.RowMapper;

/// Rows of `workload`.
final class WorkloadTable {

    private static final RowMapper<Workload> WORKLOAD = (row, _) -> new Workload(
            row.getObject("id", UUID.class),
            new ProjectId(row.getString("project_id")),
            new VpcId(row.getObject("vpc_id", UUID.class)),
            new SubnetId(row.getObject("subnet_id", UUID.class)),
            row.getString("name"),
            Ipv4.parse(row.getString("address")),
            row.getLong("generation"));

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
        return tx.createQuery("SELECT * FROM workload WHERE project_id = :project AND name = :name FOR UPDATE")
                .bind("project", project)
                .bind("name", name)
                .map(WORKLOAD)
                .findOne();
    }

    static List<Workload> list(Handle tx, ProjectId project) {
        return tx.createQuery("SELECT * FROM workload WHERE project_id = :project ORDER BY name")
                .bind("project", project)
                .map(WORKLOAD)
                .list();
    }

    static List<Workload> inVpc(Handle tx, VpcId vpc) {
        return tx.createQuery("SELECT * FROM workload WHERE vpc_id = :vpc ORDER BY name")
                .bind("vpc", vpc)
                .map(WORKLOAD)
                .list();
    }

    static void delete(Handle tx, UUID id) {
        tx.createUpdate("DELETE FROM workload WHERE id = :id").bind("id", id).execute();
    }
}
