package dev.causeway.controller.inventory;

import dev.causeway.controller.database.RowForm;
import dev.causeway.controller.database.Select;
import dev.causeway.controller.resource.NamePart;
import dev.causeway.controller.resource.Page;
import dev.causeway.model.ProjectId;
import dev.causeway.model.ResourceId;
import dev.causeway.model.SubnetId;
import dev.causeway.model.VpcId;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Handle;

/// Rows of `subnet`.
final class SubnetTable {

    private static final RowForm<Subnet> FORM = RowForm.of(Subnet.class);
    private static final Select<Subnet> ALL = Select.of(FORM::read, "SELECT * FROM subnet");

    private SubnetTable() {}

    static Subnet insert(Handle tx, SubnetId id, Vpc vpc, SubnetSpec spec, long generation) {
        return Select.of(
                        FORM::read,
                        """
                        INSERT INTO subnet (id, vpc_id, project_id, vpc_cidr, name, description, cidr, gateway, dhcp,
                                            dns, availability_zone, neutron_subnet_id, generation)
                        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?::inet[], ?, gen_random_uuid(), ?)
                        RETURNING *""",
                        id,
                        vpc.id(),
                        vpc.project(),
                        vpc.cidr(),
                        spec.name(),
                        spec.description(),
                        spec.prefix(),
                        spec.router(),
                        spec.dhcp(),
                        spec.dns(),
                        spec.availabilityZone(),
                        generation)
                .one(tx);
    }

    static Optional<Subnet> find(Handle tx, ProjectId project, SubnetId id) {
        return ALL.and(" WHERE project_id = ? AND id = ?", project, id).first(tx);
    }

    /// Finds a subnet and keeps others from giving out or freeing addresses in it until the transaction ends.
    static Optional<Subnet> lock(Handle tx, SubnetId id) {
        return ALL.and(" WHERE id = ? FOR UPDATE", id).first(tx);
    }

    static List<Subnet> inVpc(Handle tx, VpcId vpc) {
        return ALL.and(" WHERE vpc_id = ? ORDER BY cidr", vpc).list(tx);
    }

    static Select<SubnetId> only(ProjectId project, SubnetId id) {
        return ids(project).and(" AND id = ?", id);
    }

    /// Subnets of a page, and one more, in the order of their identifiers.
    ///
    /// @param name a part of theirs
    static Select<SubnetId> some(ProjectId project, Optional<VpcId> vpc, Optional<NamePart> name, Page<UUID> page) {
        return ids(project)
                .and(" AND id > ?", page.after().orElse(ResourceId.NOBODY))
                .and(" AND vpc_id = ?", vpc)
                .and(" AND name ILIKE ?", name.map(NamePart::pattern))
                .and(" ORDER BY id LIMIT " + page.rows());
    }

    /// All of these, in the order of their identifiers.
    static Select<Subnet> inOrder(Select<SubnetId> which) {
        return ALL.among(" WHERE id", which).and(" ORDER BY id");
    }

    /// The VPCs that these lie in.
    static Select<VpcId> vpcsOf(Select<SubnetId> which) {
        return Select.of(row -> row.id("vpc_id", VpcId::new), "SELECT vpc_id FROM subnet")
                .among(" WHERE id", which);
    }

    static Subnet update(Handle tx, Subnet changed) {
        return Select.of(
                        FORM::read,
                        """
                        UPDATE subnet
                           SET name = ?, description = ?, dhcp = ?, dns = ?::inet[], updated_at = now()
                         WHERE id = ? RETURNING *""",
                        changed.name(),
                        changed.description(),
                        changed.dhcp(),
                        changed.dns(),
                        changed.id())
                .one(tx);
    }

    static void delete(Handle tx, SubnetId id) {
        tx.createUpdate("DELETE FROM subnet WHERE id = :id").bind("id", id).execute();
    }

    private static Select<SubnetId> ids(ProjectId project) {
        return Select.of(row -> row.id("id", SubnetId::new), "SELECT id FROM subnet WHERE project_id = ?", project);
    }
}
