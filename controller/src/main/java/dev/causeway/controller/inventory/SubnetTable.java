package dev.causeway.controller.inventory;

import dev.causeway.controller.resource.Page;
import dev.causeway.model.Ipv4;
import dev.causeway.model.Prefix;
import dev.causeway.model.ProjectId;
import dev.causeway.model.ResourceId;
import dev.causeway.model.SubnetId;
import dev.causeway.model.VpcId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.mapper.RowMapper;

/// Rows of `subnet`.
final class SubnetTable {

    private static final RowMapper<Subnet> SUBNET = (row, _) -> new Subnet(
            new SubnetId(row.getObject("id", UUID.class)),
            new VpcId(row.getObject("vpc_id", UUID.class)),
            new ProjectId(row.getString("project_id")),
            row.getString("name"),
            row.getString("description"),
            Prefix.parse(row.getString("cidr")),
            Ipv4.parse(row.getString("gateway")),
            row.getBoolean("dhcp"),
            addresses(row, "dns"),
            row.getString("availability_zone"),
            row.getObject("neutron_subnet_id", UUID.class),
            row.getLong("generation"),
            row.getTimestamp("created_at").toInstant(),
            row.getTimestamp("updated_at").toInstant());

    private SubnetTable() {}

    static Subnet insert(Handle tx, SubnetId id, Vpc vpc, SubnetSpec spec, long generation) {
        return tx.createQuery("""
                        INSERT INTO subnet (id, vpc_id, project_id, vpc_cidr, name, description, cidr, gateway, dhcp,
                                            dns, availability_zone, neutron_subnet_id, generation)
                        VALUES (:id, :vpc, :project, :vpcCidr, :name, :description, :cidr, :gateway, :dhcp,
                                :dns, :zone, gen_random_uuid(), :generation)
                        RETURNING *""")
                .bind("id", id)
                .bind("vpc", vpc.id())
                .bind("project", vpc.project())
                .bind("vpcCidr", vpc.cidr())
                .bind("name", spec.name())
                .bind("description", spec.description())
                .bind("cidr", spec.prefix())
                .bind("gateway", spec.router())
                .bind("dhcp", spec.dhcp())
                .bindArray("dns", Ipv4.class, spec.dns())
                .bind("zone", spec.availabilityZone())
                .bind("generation", generation)
                .map(SUBNET)
                .one();
    }

    static Optional<Subnet> find(Handle tx, ProjectId project, SubnetId id) {
        return tx.createQuery("SELECT * FROM subnet WHERE project_id = :project AND id = :id")
                .bind("project", project)
                .bind("id", id)
                .map(SUBNET)
                .findOne();
    }

    /// Finds a subnet and keeps others from giving out or freeing addresses in it until the transaction ends.
    static Optional<Subnet> lock(Handle tx, SubnetId id) {
        return tx.createQuery("SELECT * FROM subnet WHERE id = :id FOR UPDATE")
                .bind("id", id)
                .map(SUBNET)
                .findOne();
    }

    static List<Subnet> inVpc(Handle tx, VpcId vpc) {
        return tx.createQuery("SELECT * FROM subnet WHERE vpc_id = :vpc ORDER BY cidr")
                .bind("vpc", vpc)
                .map(SUBNET)
                .list();
    }

    /// Subnets in the order of their identifiers, from behind `after`.
    static List<Subnet> list(Handle tx, ProjectId project, Optional<VpcId> vpc, Page<UUID> page) {
        return tx.createQuery("""
                        SELECT * FROM subnet
                         WHERE project_id = :project AND id > :after
                           AND (CAST(:vpc AS uuid) IS NULL OR vpc_id = CAST(:vpc AS uuid))
                         ORDER BY id LIMIT :limit""")
                .bind("project", project)
                .bind("after", page.after().orElse(ResourceId.NOBODY))
                .bind("vpc", vpc.map(VpcId::value).orElse(null))
                .bind("limit", page.rows())
                .map(SUBNET)
                .list();
    }

    static Subnet update(Handle tx, Subnet changed) {
        return tx.createQuery("""
                        UPDATE subnet
                           SET name = :name, description = :description, dhcp = :dhcp, dns = :dns, updated_at = now()
                         WHERE id = :id RETURNING *""")
                .bind("id", changed.id())
                .bind("name", changed.name())
                .bind("description", changed.description())
                .bind("dhcp", changed.dhcp())
                .bindArray("dns", Ipv4.class, changed.dns())
                .map(SUBNET)
                .one();
    }

    static void delete(Handle tx, SubnetId id) {
        tx.createUpdate("DELETE FROM subnet WHERE id = :id").bind("id", id).execute();
    }

    private static List<Ipv4> addresses(ResultSet row, String column) throws SQLException {
        return Arrays.stream((Object[]) row.getArray(column).getArray())
                .map(Object::toString)
                .map(Ipv4::parse)
                .toList();
    }
}
