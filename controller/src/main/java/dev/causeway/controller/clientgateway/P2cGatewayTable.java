package dev.causeway.controller.clientgateway;

import static java.util.stream.Collectors.groupingBy;

import dev.causeway.controller.database.Pipeline;
import dev.causeway.controller.database.Row;
import dev.causeway.controller.database.RowForm;
import dev.causeway.controller.database.Select;
import dev.causeway.controller.database.Write;
import dev.causeway.controller.node.GatewayNode;
import dev.causeway.controller.node.NodeTable;
import dev.causeway.controller.resource.Listing;
import dev.causeway.controller.resource.NamePart;
import dev.causeway.controller.resource.Page;
import dev.causeway.controller.resource.ResourceName;
import dev.causeway.controller.resource.TagTable;
import dev.causeway.model.GatewayId;
import dev.causeway.model.ProjectId;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jdbi.v3.core.Handle;

/// Rows of `p2c_gateway`.
final class P2cGatewayTable {

    /// The nodes are read apart.
    private static final RowForm<P2cGateway> FORM =
            RowForm.of(P2cGateway.class, TagTable.FORM, RowForm.ofList(GatewayNode.class, _ -> List.of()));
    private static final Select<P2cGateway> ALL = Select.of(
            FORM::read, "SELECT " + FORM.columns("g") + ", " + TagTable.column("g.id") + " FROM p2c_gateway g");

    /// What follows a statement that locks gateways.
    static final String LOCK = " FOR UPDATE OF g";

    private P2cGatewayTable() {}

    static void insert(Handle tx, P2cGateway gateway) {
        Write.insert("p2c_gateway", FORM.row(gateway)).in(tx);
        TagTable.put(tx, P2cGateway.TYPE, gateway.project(), gateway.id(), gateway.tags());
        gateway.nodes().forEach(node -> NodeTable.insert(node).in(tx));
    }

    /// This gateway, whosever it is.
    static Select<GatewayId> any(GatewayId id) {
        return Select.of(P2cGatewayTable::id, "SELECT id FROM p2c_gateway WHERE id = ?", id);
    }

    /// This gateway if it is the project's.
    static Select<GatewayId> one(ProjectId project, GatewayId id) {
        return any(id).and(" AND project_id = ?", project);
    }

    /// Which gateways of a project a list shall hold.
    ///
    /// @param enterpriseProjects none, to find those of any
    /// @param name a part of theirs
    record Filter(List<String> enterpriseProjects, Optional<NamePart> name) {

        private static final Filter NONE = new Filter(List.of(), Optional.empty());

        private <T> Select<T> of(Select<T> all, ProjectId project) {
            return all.and(" WHERE g.project_id = ?", project)
                    .any("g.enterprise_project_id", enterpriseProjects)
                    .and(" AND g.name ILIKE ?", name.map(NamePart::pattern));
        }
    }

    /// Gateways of a page, and one more.
    static Select<GatewayId> some(ProjectId project, Filter filter, Page<Instant> page) {
        return filter.of(Select.of(P2cGatewayTable::id, "SELECT g.id FROM p2c_gateway g"), project)
                .and(" AND g.created_at < ?", page.after())
                .and(Listing.newest("g", page.rows()));
    }

    static Select<Long> count(ProjectId project, Filter filter) {
        return filter.equals(Filter.NONE)
                ? Listing.total(P2cGateway.TYPE, project)
                : filter.of(Select.of(row -> row.longNumber("count"), "SELECT count(*) FROM p2c_gateway g"), project);
    }

    /// Asks for a gateway with its node.
    ///
    /// @param which finds it
    /// @param locking what follows the statement
    /// @return gives it once the questions are answered
    static Supplier<Optional<P2cGateway>> find(Pipeline questions, Select<GatewayId> which, String locking) {
        var gateway = questions.add(ALL.among(" WHERE g.id", which).and(locking));
        var nodes = questions.add(NodeTable.of(which));
        return () -> gateway.first().map(found -> found.with(nodes.list()));
    }

    static Optional<P2cGateway> find(Handle tx, Select<GatewayId> which, String locking) {
        var asked = new Pipeline();
        Supplier<Optional<P2cGateway>> found = find(asked, which, locking);
        asked.run(tx);
        return found.get();
    }

    /// Gateways without their nodes.
    static Select<P2cGateway> newestFirst(Select<GatewayId> which) {
        return ALL.among(" WHERE g.id", which).and(" ORDER BY g.created_at DESC");
    }

    static List<P2cGateway> withNodes(List<P2cGateway> gateways, List<GatewayNode> nodes) {
        Map<GatewayId, List<GatewayNode>> ofGateways = nodes.stream().collect(groupingBy(GatewayNode::gateway));
        return gateways.stream()
                .map(gateway -> gateway.with(ofGateways.getOrDefault(gateway.id(), List.of())))
                .toList();
    }

    static void rename(Handle tx, GatewayId id, ResourceName name, Instant now) {
        Write.of("UPDATE p2c_gateway SET name = ?, updated_at = ? WHERE id = ?", name.text(), now, id)
                .in(tx);
    }

    /// Says that the data plane must follow a change, as a new generation.
    static void raise(Handle tx, GatewayId id, Instant now) {
        Write.of("""
                        UPDATE p2c_gateway SET generation = generation + 1, updated_at = ?, changed_at = ?
                         WHERE id = ?""", now, now, id).in(tx);
    }

    static void allow(Handle tx, GatewayId id, int connections, Instant now) {
        Write.of("UPDATE p2c_gateway SET most_connections = ?, updated_at = ? WHERE id = ?", connections, now, id)
                .in(tx);
    }

    static void markDeleting(Handle tx, GatewayId id) {
        Write.of("UPDATE p2c_gateway SET deleting = true WHERE id = ?", id).in(tx);
    }

    /// @param effect absent to bring it into service again
    static void freeze(Handle tx, GatewayId id, Optional<FrozenEffect> effect) {
        Write.of("UPDATE p2c_gateway SET frozen_effect = ?::integer WHERE id = ?", effect.map(FrozenEffect::number), id)
                .in(tx);
    }

    /// Notes the moment for gateways whose nodes have applied the wanted generation for the first time.
    static void markApplied(Handle tx, Instant now) {
        Write.of("""
                        UPDATE p2c_gateway AS g
                           SET applied_at = ?
                         WHERE applied_at IS NULL AND NOT deleting
                           AND NOT EXISTS (SELECT FROM gateway_node n
                                            WHERE n.gateway_id = g.id AND n.applied_generation < g.generation)""", now).in(tx);
    }

    static void delete(Handle tx, GatewayId id) {
        NodeTable.delete(tx, id);
        Write.of("DELETE FROM p2c_gateway WHERE id = ?", id).in(tx);
        TagTable.removeAll(tx, id);
    }

    private static GatewayId id(Row row) throws SQLException {
        return row.id("id", GatewayId::new);
    }
}
