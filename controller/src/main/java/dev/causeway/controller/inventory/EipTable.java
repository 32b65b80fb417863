package dev.causeway.controller.inventory;

import dev.causeway.controller.database.Row;
import dev.causeway.controller.database.Select;
import dev.causeway.controller.resource.Page;
import dev.causeway.model.BandwidthId;
import dev.causeway.model.EipId;
import dev.causeway.model.GatewayId;
import dev.causeway.model.Ipv4;
import dev.causeway.model.NodeId;
import dev.causeway.model.ProjectId;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.mapper.RowMapper;
import org.jdbi.v3.core.statement.Query;

/// Rows of `eip`, each with its bandwidth.
final class EipTable {

    private static final String SELECT = """
            SELECT e.*, b.name AS b_name, b.size AS b_size, b.share_type AS b_share_type,
                   b.charge_mode AS b_charge_mode, b.enterprise_project_id AS b_enterprise_project_id,
                   b.created_at AS b_created_at, b.updated_at AS b_updated_at
              FROM eip e JOIN bandwidth b ON b.id = e.bandwidth_id\s""";

    private static final RowMapper<Eip> EIP = (row, _) -> eip(new Row(row));

    private EipTable() {}

    static void insert(Handle tx, EipId id, ProjectId project, NewEip eip, Pool pool, Ipv4 address, BandwidthId bw) {
        tx.createUpdate("""
                        INSERT INTO eip (id, project_id, segment, address, type, alias, bandwidth_id,
                                         enterprise_project_id)
                        VALUES (:id, :project, :segment, :address, :type, :alias, :bandwidth, :enterpriseProject)""")
                .bind("id", id)
                .bind("project", project)
                .bind("segment", pool.internet().segment())
                .bind("address", address)
                .bind("type", eip.type())
                .bind("alias", eip.alias())
                .bind("bandwidth", bw)
                .bind("enterpriseProject", eip.enterpriseProject())
                .execute();
    }

    static Optional<Eip> find(Handle tx, ProjectId project, EipId id) {
        return tx.createQuery(SELECT + "WHERE e.project_id = :project AND e.id = :id")
                .bind("project", project)
                .bind("id", id)
                .map(EIP)
                .findOne();
    }

    /// Finds an EIP and keeps others from binding or deleting it until the transaction ends.
    static Optional<Eip> lock(Handle tx, ProjectId project, EipId id) {
        return tx.createQuery(SELECT + "WHERE e.project_id = :project AND e.id = :id FOR UPDATE OF e")
                .bind("project", project)
                .bind("id", id)
                .map(EIP)
                .findOne();
    }

    /// Locks several in one order.
    static void keep(Handle tx, ProjectId project, Collection<EipId> ids) {
        if (!ids.isEmpty()) {
            Select.of(
                            row -> row.id("id", EipId::new),
                            "SELECT id FROM eip WHERE project_id = ? AND id = ANY (?) ORDER BY id FOR UPDATE",
                            project,
                            ids)
                    .list(tx);
        }
    }

    static Optional<Eip> lockOf(Handle tx, NodeId node) {
        return tx.createQuery(SELECT + "WHERE e.node_id = :node FOR UPDATE OF e")
                .bind("node", node)
                .map(EIP)
                .findOne();
    }

    static boolean isTaken(Handle tx, Ipv4 address) {
        return tx.createQuery("SELECT EXISTS (SELECT FROM eip WHERE address = :address)")
                .bind("address", address)
                .mapTo(Boolean.class)
                .one();
    }

    static Select<Eip> ofNodes(Select<NodeId> nodes) {
        return Select.of(EipTable::eip, SELECT).among("WHERE e.node_id", nodes);
    }

    static List<Eip> ofBandwidths(Handle tx, Collection<BandwidthId> bandwidths) {
        return tx.createQuery(SELECT + "WHERE e.bandwidth_id = ANY (:bandwidths) ORDER BY e.id")
                .bindArray(
                        "bandwidths",
                        UUID.class,
                        bandwidths.stream().map(BandwidthId::value).toList())
                .map(EIP)
                .list();
    }

    /// EIPs of a page, and one more, in the order wanted.
    static List<Eip> list(Handle tx, ProjectId project, EipFilter filter, EipOrder order, Page<UUID> page) {
        Query query = tx.createQuery(SELECT
                        + "WHERE e.project_id = :project"
                        + (page.after().isPresent() ? " AND " + order.behind() : "")
                        + filter.where()
                        + " "
                        + order.clause()
                        + " LIMIT :limit OFFSET :skipped")
                .bind("project", project)
                .bind("limit", page.rows())
                .bind("skipped", page.offset());
        page.after().ifPresent(after -> query.bind("after", after));
        filter.bind(query);
        return query.map(EIP).list();
    }

    static void bind(Handle tx, EipId id, GatewayId gateway, NodeId node) {
        tx.createUpdate("""
                        UPDATE eip SET gateway_id = :gateway, node_id = :node, leaving = false, updated_at = now()
                         WHERE id = :id""")
                .bind("id", id)
                .bind("gateway", gateway)
                .bind("node", node)
                .execute();
    }

    static void unbind(Handle tx, EipId id) {
        tx.createUpdate("""
                        UPDATE eip SET gateway_id = NULL, node_id = NULL, leaving = false, updated_at = now()
                         WHERE id = :id""").bind("id", id).execute();
    }

    static void markLeaving(Handle tx, EipId id) {
        tx.createUpdate("UPDATE eip SET leaving = true, updated_at = now() WHERE id = :id")
                .bind("id", id)
                .execute();
    }

    /// Changes what is given; empty leaves as it is.
    static void describe(Handle tx, EipId id, Optional<String> alias, Optional<String> description) {
        tx.createUpdate("""
                        UPDATE eip SET alias = coalesce(:alias, alias),
                               description = coalesce(:description, description), updated_at = now()
                         WHERE id = :id""")
                .bind("id", id)
                .bind("alias", alias.orElse(null))
                .bind("description", description.orElse(null))
                .execute();
    }

    static void delete(Handle tx, EipId id) {
        tx.createUpdate("DELETE FROM eip WHERE id = :id").bind("id", id).execute();
    }

    private static Eip eip(Row row) throws SQLException {
        return new Eip(
                row.id("id", EipId::new),
                row.project("project_id"),
                row.address("address"),
                row.text("type"),
                row.text("alias"),
                row.text("description"),
                bandwidth(row),
                row.text("enterprise_project_id"),
                binding(row),
                row.moment("created_at"),
                row.moment("updated_at"));
    }

    private static Bandwidth bandwidth(Row row) throws SQLException {
        return new Bandwidth(
                row.id("bandwidth_id", BandwidthId::new),
                row.project("project_id"),
                row.text("b_name"),
                row.number("b_size"),
                row.word("b_share_type", ShareType.class),
                row.word("b_charge_mode", ChargeMode.class),
                row.text("b_enterprise_project_id"),
                row.moment("b_created_at"),
                row.moment("b_updated_at"));
    }

    private static Optional<Eip.Binding> binding(Row row) throws SQLException {
        return row.has("node_id")
                ? Optional.of(new Eip.Binding(
                        row.id("gateway_id", GatewayId::new), row.id("node_id", NodeId::new), row.flag("leaving")))
                : Optional.empty();
    }
}
