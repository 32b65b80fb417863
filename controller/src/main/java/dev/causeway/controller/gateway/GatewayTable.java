package dev.causeway.controller.gateway;

import static java.util.stream.Collectors.groupingBy;

import dev.causeway.controller.database.Pipeline;
import dev.causeway.controller.database.RowForm;
import dev.causeway.controller.database.Select;
import dev.causeway.controller.database.Write;
import dev.causeway.controller.node.GatewayNode;
import dev.causeway.controller.node.NodeTable;
import dev.causeway.controller.resource.NamePart;
import dev.causeway.controller.resource.ResourceName;
import dev.causeway.controller.resource.TagTable;
import dev.causeway.model.GatewayId;
import dev.causeway.model.Prefix;
import dev.causeway.model.ProjectId;
import dev.causeway.model.VpcId;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jdbi.v3.core.Handle;

/// Rows of `vpn_gateway`.
final class GatewayTable {

    /// The nodes are read apart.
    private static final RowForm<VpnGateway> FORM =
            RowForm.of(VpnGateway.class, TagTable.FORM, RowForm.ofList(GatewayNode.class, _ -> List.of()));
    private static final Select<VpnGateway> ALL = Select.of(
            FORM::read, "SELECT " + FORM.columns("g") + ", " + TagTable.column("g.id") + " FROM vpn_gateway g");

    /// What follows a statement that locks gateways.
    static final String LOCK = " FOR UPDATE OF g";

    private GatewayTable() {}

    static void insert(Handle tx, VpnGateway gateway) {
        Write.insert("vpn_gateway", FORM.row(gateway)).in(tx);
        TagTable.put(tx, VpnGateway.TYPE, gateway.project(), gateway.id(), gateway.tags());
        gateway.nodes().forEach(node -> NodeTable.insert(node).in(tx));
    }

    static Optional<VpnGateway> find(Handle tx, GatewayId id) {
        return find(tx, id, "");
    }

    private static Optional<VpnGateway> find(Handle tx, GatewayId id, String locking) {
        var asked = new Pipeline();
        Supplier<Optional<VpnGateway>> found = find(asked, Gateways.one(id), locking);
        asked.run(tx);
        return found.get();
    }

    /// Nobody changes the gateway or the set of its connections until the transaction ends.
    static Optional<VpnGateway> lock(Handle tx, GatewayId id) {
        return find(tx, id, LOCK);
    }

    /// Which gateways of a project a list shall hold.
    ///
    /// @param id nothing, to find all
    /// @param enterpriseProjects none, to find those of any
    /// @param name a part of theirs
    record Filter(Optional<GatewayId> id, List<String> enterpriseProjects, Optional<NamePart> name) {

        static Filter one(GatewayId id) {
            return new Filter(Optional.of(id), List.of(), Optional.empty());
        }
    }

    static Select<GatewayId> some(ProjectId project, Filter filter) {
        return Select.of(
                        row -> row.id("id", GatewayId::new), "SELECT id FROM vpn_gateway WHERE project_id = ?", project)
                .and(" AND id = ?", filter.id())
                .any("enterprise_project_id", filter.enterpriseProjects())
                .and(" AND name ILIKE ?", filter.name().map(NamePart::pattern));
    }

    /// Gateways without their nodes.
    static Select<VpnGateway> newestFirst(Select<GatewayId> which) {
        return ALL.among(" WHERE g.id", which).and(" ORDER BY g.created_at DESC");
    }

    static List<VpnGateway> inVpc(Handle tx, VpcId vpc) {
        return withNodes(tx, ALL.and(" WHERE g.vpc_id = ? ORDER BY g.id", vpc).list(tx));
    }

    static void rename(Handle tx, GatewayId id, ResourceName name, Instant now) {
        tx.createUpdate("UPDATE vpn_gateway SET name = :name, updated_at = :now WHERE id = :id")
                .bind("id", id)
                .bind("name", name.text())
                .bind("now", now)
                .execute();
    }

    /// Writes what the data plane must follow, as a new generation.
    static void change(Handle tx, GatewayId id, List<Prefix> localSubnets, Instant now) {
        tx.createUpdate("""
                        UPDATE vpn_gateway
                           SET local_subnets = :locals, generation = generation + 1, updated_at = :now,
                               changed_at = :now
                         WHERE id = :id""")
                .bind("id", id)
                .bindArray("locals", Prefix.class, localSubnets)
                .bind("now", now)
                .execute();
    }

    /// Writes what a gateway carries, as a new generation.
    static void upgrade(Handle tx, GatewayId id, Flavor flavor, Instant now) {
        tx.createUpdate("""
                        UPDATE vpn_gateway
                           SET flavor = :flavor, generation = generation + 1, updated_at = :now, changed_at = :now
                         WHERE id = :id""")
                .bind("id", id)
                .bind("flavor", flavor)
                .bind("now", now)
                .execute();
    }

    static void markDeleting(Handle tx, GatewayId id, Instant now) {
        tx.createUpdate("""
                        UPDATE vpn_gateway
                           SET deleting = true, generation = generation + 1, updated_at = :now, changed_at = :now
                         WHERE id = :id""").bind("id", id).bind("now", now).execute();
    }

    /// Notes the moment for gateways all of whose nodes have applied the wanted generation for the first time.
    static void markApplied(Handle tx, Instant now) {
        tx.createUpdate("""
                        UPDATE vpn_gateway AS g
                           SET applied_at = :now
                         WHERE applied_at IS NULL AND NOT deleting
                           AND NOT EXISTS (SELECT FROM gateway_node n
                                            WHERE n.gateway_id = g.id AND n.applied_generation < g.generation)""").bind("now", now).execute();
    }

    static void delete(Handle tx, GatewayId id) {
        NodeTable.delete(tx, id);
        tx.createUpdate("DELETE FROM vpn_gateway WHERE id = :id").bind("id", id).execute();
        TagTable.removeAll(tx, id);
    }

    private static List<VpnGateway> withNodes(Handle tx, List<VpnGateway> gateways) {
        return withNodes(
                gateways,
                NodeTable.of(gateways.stream().map(VpnGateway::id).toList()).list(tx));
    }

    static List<VpnGateway> withNodes(List<VpnGateway> gateways, List<GatewayNode> nodes) {
        Map<GatewayId, List<GatewayNode>> ofGateways = nodes.stream().collect(groupingBy(GatewayNode::gateway));
        return gateways.stream()
                .map(gateway -> gateway.with(ofGateways.getOrDefault(gateway.id(), List.of())))
                .toList();
    }

    /// Asks for a gateway with its nodes.
    ///
    /// @param which finds it
    /// @param locking what follows the statement
    /// @return gives it once the questions are answered
    static Supplier<Optional<VpnGateway>> find(Pipeline questions, Select<GatewayId> which, String locking) {
        var gateway = questions.add(ALL.among(" WHERE g.id", which).and(locking));
        var nodes = questions.add(NodeTable.of(which));
        return () -> gateway.first().map(found -> found.with(nodes.list()));
    }
}
