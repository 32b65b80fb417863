package dev.causeway.controller.node;

import static java.util.stream.Collectors.toMap;

import dev.causeway.controller.database.RowForm;
import dev.causeway.controller.database.Select;
import dev.causeway.controller.database.Write;
import dev.causeway.model.GatewayId;
import dev.causeway.model.NodeId;
import dev.causeway.model.ResourceId;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/// Rows of `gateway_node`.
public final class NodeTable {

    private static final RowForm<GatewayNode> FORM = RowForm.of(GatewayNode.class);
    private static final Select<GatewayNode> ALL =
            Select.of(FORM::read, "SELECT " + FORM.columns("n") + " FROM gateway_node n");

    private NodeTable() {}

    public static Write insert(GatewayNode node) {
        return Write.insert("gateway_node", FORM.row(node));
    }

    public static Select<GatewayNode> of(Collection<GatewayId> gateways) {
        return ALL.and(" WHERE gateway_id = ANY (?::uuid[]) ORDER BY node_index", gateways);
    }

    public static Select<GatewayNode> of(Select<GatewayId> gateways) {
        return ALL.among(" WHERE gateway_id", gateways).and(" ORDER BY node_index");
    }

    /// Nodes of gateways of one kind.
    ///
    /// @param nodes finds them, in its only column
    public static Select<GatewayNode> some(GatewayKind kind, Select<NodeId> nodes) {
        return ALL.and(" WHERE kind = ?", kind).among(" AND id", nodes).and(" ORDER BY gateway_id, node_index");
    }

    public static Select<NodeId> idsOf(Select<GatewayId> gateways) {
        return Select.of(row -> row.id("id", NodeId::new), "SELECT id FROM gateway_node")
                .among(" WHERE gateway_id", gateways);
    }

    public static Select<NodeId> idsOf(PlacedGateway gateway) {
        return Select.of(
                row -> row.id("id", NodeId::new), "SELECT id FROM gateway_node WHERE gateway_id = ?", gateway.id());
    }

    public static Optional<GatewayId> gatewayOf(Handle tx, NodeId node) {
        return tx.createQuery("SELECT gateway_id FROM gateway_node WHERE id = :id")
                .bind("id", node)
                .mapTo(GatewayId.class)
                .findOne();
    }

    /// The generations of the gateways that nodes belong to. Nodes of other gateways are left out.
    ///
    /// @param table where the gateways lie
    public static Map<NodeId, Long> gatewayGenerations(
            Handle tx, String table, Collection<? extends ResourceId> nodes) {
        return Select.of(
                        row -> Map.entry(row.id("id", NodeId::new), row.longNumber("generation")),
                        "SELECT n.id, g.generation FROM gateway_node n JOIN " + table
                                + " g ON g.id = n.gateway_id WHERE n.id = ANY (?::uuid[])",
                        nodes)
                .list(tx)
                .stream()
                .collect(toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    /// From now on the node's EIP is one that the tenant brought.
    public static void disownEip(Handle tx, NodeId node) {
        tx.createUpdate("UPDATE gateway_node SET eip_owned = false WHERE id = :id")
                .bind("id", node)
                .execute();
    }

    /// Says whether traffic shall leave a node, and since when.
    public static Write drain(NodeId node, Optional<Instant> since) {
        return Write.of("UPDATE gateway_node SET drained_at = ? WHERE id = ?", since, node);
    }

    /// Notes the generations of their gateways that nodes have applied. A failure that was borne ends as if it had not
    /// been: the node has worked all the time.
    static Write markApplied(GatewayKind kind, Map<NodeId, Long> generations, Instant now) {
        List<NodeId> nodes = List.copyOf(generations.keySet());
        return Write.of(
                """
                UPDATE gateway_node AS n
                   SET applied_generation = greatest(applied_generation, generation), failing_since = NULL,
                       working_since = CASE WHEN applied_generation < generation OR failing_since < ? THEN ?
                                            ELSE working_since END
                  FROM unnest(?::uuid[], ?::bigint[]) AS seen (id, generation)
                 WHERE n.id = seen.id AND kind = ?
                   AND (applied_generation < generation OR failing_since IS NOT NULL)""",
                now.minus(GatewayStatus.PATIENCE),
                now,
                nodes,
                nodes.stream().map(generations::get).toList(),
                kind);
    }

    static Write markFailing(GatewayKind kind, Collection<NodeId> nodes, Instant now) {
        return Write.of(
                "UPDATE gateway_node SET failing_since = ? WHERE id = ANY (?::uuid[]) AND kind = ? AND failing_since IS NULL",
                now,
                nodes,
                kind);
    }

    /// Drops the nodes of a gateway.
    public static void delete(Handle tx, GatewayId gateway) {
        tx.createUpdate("DELETE FROM gateway_node WHERE gateway_id = :id")
                .bind("id", gateway)
                .execute();
    }
}
