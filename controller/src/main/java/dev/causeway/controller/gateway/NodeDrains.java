package dev.causeway.controller.gateway;

import static java.util.stream.Collectors.toMap;

import dev.causeway.controller.database.Pipeline;
import dev.causeway.controller.database.Select;
import dev.causeway.controller.fleet.Documents;
import dev.causeway.controller.inventory.Eips;
import dev.causeway.controller.inventory.Vpc;
import dev.causeway.controller.node.GatewayKind;
import dev.causeway.controller.node.GatewayNode;
import dev.causeway.controller.node.NodeTable;
import dev.causeway.controller.reports.Reports;
import dev.causeway.model.GatewayId;
import dev.causeway.model.InvalidInput;
import dev.causeway.model.NodeId;
import dev.causeway.model.NotFound;
import dev.causeway.model.NotReady;
import dev.causeway.model.document.DocumentKind;
import dev.causeway.model.document.DrainReport;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jdbi.v3.core.Handle;

/// The operator takes nodes out of use, so that something can be done to their hosts, and puts them back.
final class NodeDrains {

    private final Documents documents;
    private final Clock clock;

    NodeDrains(Documents documents, Clock clock) {
        this.documents = documents;
        this.clock = clock;
    }

    /// Says whether traffic shall leave a node. The VPC prefers other nodes then, and the node asks its peers to.
    ///
    /// @throws NotFound if there is no such gateway or node
    /// @throws InvalidInput if the gateway has no other node
    /// @throws NotReady if that is drained already, or the gateway is being deleted
    NodeView change(Handle tx, GatewayId id, String index, boolean drained) {
        VpnGateway gateway = lock(tx, id);
        GatewayNode node = gateway.nodes().stream()
                .filter(one -> Integer.toString(one.index()).equals(index))
                .findFirst()
                .orElseThrow(() -> new NotFound("VPN gateway %s has no node %s", id, index));
        if (node.drained() != drained) {
            if (drained) {
                requireAnother(gateway, node);
            }
            Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
            NodeTable.drain(node.id(), drained ? Optional.of(now) : Optional.empty())
                    .in(tx);
            documents.touch(tx, Vpc.document(gateway.attachment().vpc()));
            documents.touch(tx, node.document());
        }
        return views(one(node.id()), asked -> asked.run(tx)).getFirst();
    }

    private static VpnGateway lock(Handle tx, GatewayId id) {
        VpnGateway gateway = GatewayTable.lock(tx, id).orElseThrow(() -> {
            requireNoClients(tx, id);
            return notFound(id);
        });
        if (gateway.deleting()) {
            throw new NotReady("resource (type=GATEWAY, ID=%s) is not ready, currently DELETING", id);
        }
        return gateway;
    }

    /// Whoever connects to a gateway for clients knows one address.
    private static void requireNoClients(Handle tx, GatewayId id) {
        if (!NodeTable.of(List.of(id)).list(tx).isEmpty()) {
            throw InvalidInput.at("drained", "gateway %s serves clients by its only node, and cannot be drained", id);
        }
    }

    private static void requireAnother(VpnGateway gateway, GatewayNode node) {
        GatewayNode other = gateway.nodes().stream()
                .filter(one -> !one.id().equals(node.id()))
                .findFirst()
                .orElseThrow(() ->
                        InvalidInput.at("drained", "VPN gateway %s has one node, and cannot be drained", gateway.id()));
        if (other.drained()) {
            throw new NotReady(
                    "node %d of VPN gateway %s is drained: let it serve again first", other.index(), gateway.id());
        }
    }

    private static Select<NodeId> one(NodeId node) {
        return Select.of(row -> row.id("id", NodeId::new), "SELECT ?::uuid AS id", node);
    }

    /// The nodes of a gateway.
    ///
    /// @param ask gets questions answered, in a transaction or by themselves
    /// @throws NotFound if there is no such gateway
    List<NodeView> of(GatewayId gateway, Consumer<Pipeline> ask) {
        List<NodeView> found = views(NodeTable.idsOf(Gateways.one(gateway)), ask);
        if (found.isEmpty()) {
            throw notFound(gateway);
        }
        return found;
    }

    /// The nodes that a question finds, but for those that serve clients.
    List<NodeView> views(Select<NodeId> which, Consumer<Pipeline> ask) {
        var asked = new Pipeline();
        var nodes = asked.add(NodeTable.some(GatewayKind.SITE_TO_CLOUD, which));
        var bound = asked.add(Eips.ofNodes(which));
        var said = asked.add(Reports.said(DocumentKind.NODE, which));
        var told = asked.add(Reports.drains(which));
        ask.accept(asked);
        var eips = Eips.byNode(bound.list());
        var hosts = Reports.byDocument(said.list());
        Map<NodeId, DrainReport> drains = told.list().stream().collect(toMap(DrainReport::node, Function.identity()));
        Instant now = clock.instant();
        return nodes.list().stream()
                .map(node -> NodeView.of(
                        node,
                        Optional.ofNullable(eips.get(node.id())),
                        hosts.getOrDefault(node.document(), List.of()),
                        Optional.ofNullable(drains.get(node.id())),
                        now))
                .toList();
    }

    private static NotFound notFound(GatewayId id) {
        return new NotFound("VPN gateway %s is not found", id);
    }
}
