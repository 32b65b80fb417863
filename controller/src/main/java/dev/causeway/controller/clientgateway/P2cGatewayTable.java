package dev.causeway.controller.clientgateway;

import static java.util.stream.Collectors.groupingBy;

import dev.causeway.controller.database.Pipeline;
import dev.causeway.controller.database.RowForm;
import dev.causeway.controller.database.Select;
import dev.causeway.controller.database.Write;
import dev.causeway.controller.node.GatewayNode;
import dev.causeway.controller.node.NodeTable;
import dev.causeway.controller.resource.TagTable;
import dev.causeway.model.GatewayId;
import dev.causeway.model.VpcId;
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

    /// Gateways without their nodes.
    static Select<P2cGateway> among(Select<GatewayId> which) {
        return ALL.among(" WHERE g.id", which);
    }

    static List<P2cGateway> inVpc(Handle tx, VpcId vpc) {
        List<P2cGateway> plain =
                ALL.and(" WHERE g.vpc_id = ? ORDER BY g.id", vpc).list(tx);
        return withNodes(
                plain, NodeTable.of(plain.stream().map(P2cGateway::id).toList()).list(tx));
    }

    static List<P2cGateway> withNodes(List<P2cGateway> gateways, List<GatewayNode> nodes) {
        Map<GatewayId, List<GatewayNode>> ofGateways = nodes.stream().collect(groupingBy(GatewayNode::gateway));
        return gateways.stream()
                .map(gateway -> gateway.with(ofGateways.getOrDefault(gateway.id(), List.of())))
                .toList();
    }
}
