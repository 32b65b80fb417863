package dev.causeway.controller.inventory;

import dev.causeway.controller.database.Row;
import dev.causeway.controller.database.Select;
import dev.causeway.controller.resource.Page;
import dev.causeway.controller.resource.Tag;
import dev.causeway.controller.resource.TagTable;
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
import java.util.function.BiFunction;
import org.jdbi.v3.core.Handle;

/// Rows of `eip`, each with its bandwidth.
final class EipTable {

    private static final String COLUMNS = """
            SELECT e.*, b.id AS b_id, b.project_id AS b_project_id, b.name AS b_name, b.size AS b_size,
                   b.share_type AS b_share_type, b.charge_mode AS b_charge_mode,
                   b.enterprise_project_id AS b_enterprise_project_id,
                   b.created_at AS b_created_at, b.updated_at AS b_updated_at""";
    private static final String FROM = " FROM eip e JOIN bandwidth b ON b.id = e.bandwidth_id";
    private static final Select<Eip> ALL = Select.of(EipTable::eip, COLUMNS + FROM);

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
        return ALL.and(" WHERE e.project_id = ? AND e.id = ?", project, id).first(tx);
    }

    /// Finds an EIP and keeps others from binding or deleting it until the transaction ends.
    static Optional<Eip> lock(Handle tx, ProjectId project, EipId id) {
        return ALL.and(" WHERE e.project_id = ? AND e.id = ? FOR UPDATE OF e", project, id)
                .first(tx);
    }

    /// Those of several that the project has.
    static List<Eip> some(Handle tx, ProjectId project, Collection<EipId> ids) {
        return ALL.and(" WHERE e.project_id = ? AND e.id = ANY (?)", project, List.copyOf(ids))
                .list(tx);
    }

    static void moveTo(Handle tx, EipId id, BandwidthId bandwidth) {
        tx.createUpdate("UPDATE eip SET bandwidth_id = :bandwidth, updated_at = now() WHERE id = :id")
                .bind("id", id)
                .bind("bandwidth", bandwidth)
                .execute();
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
        return ALL.and(" WHERE e.node_id = ? FOR UPDATE OF e", node).first(tx);
    }

    static boolean isTaken(Handle tx, Ipv4 address) {
        return Select.of(
                        row -> row.flag("taken"), "SELECT EXISTS (SELECT FROM eip WHERE address = ?) AS taken", address)
                .one(tx);
    }

    static Select<Eip> ofNodes(Select<NodeId> nodes) {
        return ALL.among(" WHERE e.node_id", nodes);
    }

    static Select<Eip> ofBandwidths(Select<BandwidthId> bandwidths) {
        return ALL.among(" WHERE e.bandwidth_id", bandwidths).and(" ORDER BY e.id");
    }

    /// An EIP as it is shown.
    ///
    /// @param view makes that of the EIP and its tags
    static <V> Select<V> shown(ProjectId project, EipId id, BiFunction<Eip, List<Tag>, V> view) {
        return shown(project, view).and(" AND e.id = ?", id);
    }

    /// EIPs of a page, and one more, as they are shown and in the order wanted.
    static <V> Select<V> shown(
            ProjectId project, EipFilter filter, EipOrder order, Page<UUID> page, BiFunction<Eip, List<Tag>, V> view) {
        return filter.on(shown(project, view).and(" AND " + order.behind(), page.after()))
                .and(" " + order.clause() + " LIMIT " + page.rows() + " OFFSET ?", page.offset());
    }

    private static <V> Select<V> shown(ProjectId project, BiFunction<Eip, List<Tag>, V> view) {
        return Select.of(
                row -> view.apply(eip(row), TagTable.FORM.read(row)),
                COLUMNS + ", " + TagTable.column("e.id") + FROM + " WHERE e.project_id = ?",
                project);
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
                BandwidthTable.FORM.read(row.under("b_")),
                row.text("enterprise_project_id"),
                binding(row),
                row.moment("created_at"),
                row.moment("updated_at"));
    }

    private static Optional<Eip.Binding> binding(Row row) throws SQLException {
        return row.has("node_id")
                ? Optional.of(new Eip.Binding(
                        row.id("gateway_id", GatewayId::new), row.id("node_id", NodeId::new), row.flag("leaving")))
                : Optional.empty();
    }
}
