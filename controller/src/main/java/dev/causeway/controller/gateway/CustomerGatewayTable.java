package dev.causeway.controller.gateway;

import dev.causeway.controller.resource.Moments;
import dev.causeway.controller.resource.ResourceName;
import dev.causeway.controller.resource.TagTable;
import dev.causeway.model.CustomerGatewayId;
import dev.causeway.model.Ipv4;
import dev.causeway.model.ProjectId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Handle;

/// Rows of `customer_gateway`.
final class CustomerGatewayTable {

    private static final String COLUMNS = "SELECT g.*, " + TagTable.column("g.id") + " FROM customer_gateway g ";

    private CustomerGatewayTable() {}

    static void insert(Handle tx, CustomerGateway gateway) {
        tx.createUpdate("""
                        INSERT INTO customer_gateway
                               (id, project_id, name, address, bgp_asn, created_at, updated_at)
                        VALUES (:id, :project, :name, :address, :asn, :created, :updated)""")
                .bind("id", gateway.id())
                .bind("project", gateway.project())
                .bind("name", gateway.name().text())
                .bind("address", gateway.address())
                .bind("asn", gateway.asNumber().map(AsNumber::value).orElse(null))
                .bind("created", gateway.createdAt())
                .bind("updated", gateway.updatedAt())
                .execute();
        TagTable.put(tx, CustomerGateway.TYPE, gateway.project(), gateway.id(), gateway.tags());
    }

    static Optional<CustomerGateway> find(Handle tx, ProjectId project, CustomerGatewayId id) {
        return select(tx, project, id, "");
    }

    /// Nobody begins or ends a connection to it until the transaction ends.
    static Optional<CustomerGateway> findAndLock(Handle tx, ProjectId project, CustomerGatewayId id) {
        return select(tx, project, id, " FOR UPDATE OF g");
    }

    /// Nobody deletes it until the transaction ends.
    static Optional<CustomerGateway> findAndKeep(Handle tx, ProjectId project, CustomerGatewayId id) {
        return select(tx, project, id, " FOR KEY SHARE OF g");
    }

    private static Optional<CustomerGateway> select(
            Handle tx, ProjectId project, CustomerGatewayId id, String locking) {
        return tx.createQuery(COLUMNS + " WHERE id = :id AND project_id = :project" + locking)
                .bind("id", id)
                .bind("project", project)
                .map((row, _) -> map(row))
                .findOne();
    }

    static List<CustomerGateway> newestFirst(
            Handle tx, ProjectId project, Optional<CustomerGatewayId> id, Optional<Instant> before, int rows) {
        return tx.createQuery(COLUMNS + """
                         WHERE project_id = :project
                           AND (:id::uuid IS NULL OR id = :id::uuid)
                           AND created_at < coalesce(:before::timestamptz, 'infinity')
                         ORDER BY created_at DESC
                         LIMIT :rows""")
                .bind("project", project)
                .bind("id", id.map(CustomerGatewayId::value).orElse(null))
                .bind("before", before.orElse(null))
                .bind("rows", rows)
                .map((row, _) -> map(row))
                .list();
    }

    static long count(Handle tx, ProjectId project, Optional<CustomerGatewayId> id) {
        return tx.createQuery("""
                        SELECT count(*)
                          FROM customer_gateway
                         WHERE project_id = :project AND (:id::uuid IS NULL OR id = :id::uuid)""")
                .bind("project", project)
                .bind("id", id.map(CustomerGatewayId::value).orElse(null))
                .mapTo(Long.class)
                .one();
    }

    static void rename(Handle tx, CustomerGatewayId id, ResourceName name, Instant now) {
        tx.createUpdate("UPDATE customer_gateway SET name = :name, updated_at = :now WHERE id = :id")
                .bind("id", id)
                .bind("name", name.text())
                .bind("now", now)
                .execute();
    }

    static boolean hasConnection(Handle tx, CustomerGatewayId id) {
        return tx.createQuery("SELECT EXISTS (SELECT FROM vpn_connection WHERE customer_gateway_id = :id)")
                .bind("id", id)
                .mapTo(Boolean.class)
                .one();
    }

    static void delete(Handle tx, CustomerGatewayId id) {
        tx.createUpdate("DELETE FROM customer_gateway WHERE id = :id")
                .bind("id", id)
                .execute();
        TagTable.removeAll(tx, id);
    }

    private static CustomerGateway map(ResultSet row) throws SQLException {
        long asNumber = row.getLong("bgp_asn");
        return new CustomerGateway(
                new CustomerGatewayId(row.getObject("id", UUID.class)),
                new ProjectId(row.getString("project_id")),
                new ResourceName(row.getString("name")),
                Ipv4.parse(row.getString("address")),
                asNumber == 0 ? Optional.empty() : Optional.of(new AsNumber(asNumber)),
                TagTable.read(row),
                Moments.instant(row, "created_at"),
                Moments.instant(row, "updated_at"));
    }
}
