package dev.causeway.controller.gateway;

import dev.causeway.controller.database.RowForm;
import dev.causeway.controller.database.Select;
import dev.causeway.controller.database.Write;
import dev.causeway.model.GatewayId;
import dev.causeway.model.NodeId;
import dev.causeway.model.ResourceId;
import java.time.Instant;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Handle;

/// Rows of `gateway_node`.
final class NodeTable {

    private static final RowForm<GatewayNode> FORM = RowForm.of(GatewayNode.class);
    private static final Select<GatewayNode> ALL =
            Select.of(FORM::read, "SELECT " + FORM.columns("n") + " FROM gateway_node n");

    private NodeTable() {}

    static Write insert(GatewayNode node) {
        return Write.insert("gateway_node", FORM.row(node));
    }

    static Select<GatewayNode> of(Collection<GatewayId> gateways) {
        return ALL.and(" WHERE gateway_id = ANY (?::uuid[]) ORDER BY node_index", gateways);
    }

    static Select<GatewayNode> of(Select<GatewayId> gateways) {
        return ALL.among(" WHERE gateway_id", gateways).and(" ORDER BY node_index");
    }

    static Select<NodeId> idsOf(Select<GatewayId> gateways) {
        return Select.of(row -> row.id("id", NodeId::new), "SELECT id FROM gateway_node")
                .among(" WHERE gateway_id", gateways);
    }

    static Select<NodeId> idsOf(VpnGateway gateway) {
        return Select.of(
                row -> row.id("id", NodeId::new), "SELECT id FROM gateway_node WHERE gateway_id = ?", gateway.id());
    }

    static Optional<GatewayId> gatewayOf(Handle tx, NodeId node) {
        return tx.createQuery("SELECT gateway_id FROM gateway_node WHERE id = :id")
                .bind("id", node)
                .mapTo(GatewayId.class)
                .findOne();
    }

    static Map<NodeId, Long> gatewayGenerations(Handle tx, Collection<? extends ResourceId> nodes) {
        return tx.createQuery("""
                        SELECT n.id, g.generation
                          FROM gateway_node n
                          JOIN vpn_gateway g ON g.id = n.gateway_id
                         WHERE n.id = ANY (:nodes)""")
                .bindArray(
                        "nodes",
                        UUID.class,
                        nodes.stream().map(ResourceId::value).toList())
                .map((row, _) -> Map.entry(new NodeId(row.getObject("id", UUID.class)), row.getLong("generation")))
                .collectToMap(Map.Entry::getKey, Map.Entry::getValue);
    }

    /// From now on the node's EIP is one that the tenant brought.
    static void disownEip(Handle tx, NodeId node) {
        tx.createUpdate("UPDATE gateway_node SET eip_owned = false WHERE id = :id")
                .bind("id", node)
                .execute();
    }

    static void markApplied(Handle tx, NodeId node, long gatewayGeneration) {
        tx.createUpdate("""
                        UPDATE gateway_node
                           SET applied_generation = greatest(applied_generation, :generation), failing_since = NULL
                         WHERE id = :id AND (applied_generation < :generation OR failing_since IS NOT NULL)""")
                .bind("id", node)
                .bind("generation", gatewayGeneration)
                .execute();
    }

    static void markFailing(Handle tx, NodeId node, Instant now) {
        tx.createUpdate("UPDATE gateway_node SET failing_since = :now WHERE id = :id AND failing_since IS NULL")
                .bind("id", node)
                .bind("now", now)
                .execute();
    }
}
