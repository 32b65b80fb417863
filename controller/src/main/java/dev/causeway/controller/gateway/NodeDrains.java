package dev.causeway.controller.gateway;

import static java.util.stream.Collectors.toMap;

import dev.causeway.controller.database.Pipeline;
import dev.causeway.controller.database.Select;
import dev.causeway.controller.fleet.Documents;
import dev.causeway.controller.fleet.Hosts;
import dev.causeway.controller.inventory.Eips;
import dev.causeway.controller.inventory.Vpc;
import dev.causeway.controller.node.GatewayKind;
import dev.causeway.controller.node.GatewayNode;
import dev.causeway.controller.node.NodeTable;
import dev.causeway.controller.reports.Reports;
import dev.causeway.model.GatewayId;
import dev.causeway.model.HostId;
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
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jdbi.v3.core.Handle;

/// The operator takes nodes out of use, so that something can be done to their hosts, and puts them back.
final class NodeDrains {

    private static final String ONLY_NODE = "gateway %s serves clients by its only node, and cannot be drained";

    private final Documents documents;
    private final Clock clock;

    NodeDrains(Documents documents, Clock clock) {
        this.documents = documents;
        this.clock = clock;
    }

    /// A node and what is lost by draining it, if that is known.
    record Changed(NodeView node, Optional<String> warning) {}

    /// Says whether traffic shall leave a node. The VPC prefers other nodes then, and the node asks its peers to.
    ///
    /// @throws NotFound if there is no such gateway or node
    /// @throws InvalidInput if the gateway has no other node
    /// @throws NotReady if that is drained already or its host is silent, or the gateway is being deleted
    Changed change(Handle tx, GatewayId id, String index, boolean drained) {
        VpnGateway gateway = lock(tx, id);
        GatewayNode node = gateway.nodes().stream()
                .filter(one -> Integer.toString(one.index()).equals(index))
                .findFirst()
                .orElseThrow(() -> new NotFound("VPN gateway %s has no node %s", id, index));
        if (node.drained() != drained) {
            if (drained) {
                requireAnother(gateway, node);
                requireHeard(other(all(tx, id), node.id()));
            }
            Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
            NodeTable.drain(node.id(), drained ? Optional.of(now) : Optional.empty())
                    .in(tx);
            documents.touch(tx, Vpc.document(gateway.attachment().vpc()));
            documents.touch(tx, node.document());
        }
        List<NodeView> now = all(tx, id);
        NodeView changed = now.stream()
                .filter(one -> one.id().equals(node.id()))
                .findFirst()
                .orElseThrow();
        return new Changed(changed, drained ? warning(tx, changed, other(now, node.id())) : Optional.empty());
    }

    private List<NodeView> all(Handle tx, GatewayId gateway) {
        return views(NodeTable.idsOf(Gateways.one(gateway)), asked -> asked.run(tx));
    }

    private static Optional<NodeView> other(List<NodeView> nodes, NodeId node) {
        return nodes.stream().filter(one -> !one.id().equals(node)).findFirst();
    }

    private static void requireHeard(Optional<NodeView> other) {
        other.filter(node -> node.state() == NodeState.UNKNOWN).ifPresent(node -> {
            throw new NotReady(
                    "the host of node %d of VPN gateway %s is silent, and nobody knows whether that node could carry"
                            + " the traffic",
                    node.index(), node.vgwId());
        });
    }

    private static Optional<String> warning(Handle tx, NodeView node, Optional<NodeView> other) {
        return other.flatMap(second -> {
            List<NodeId> up = NodeFacts.carrying(NodeTable.idsOf(Gateways.one(node.vgwId())))
                    .list(tx);
            return DrainWarning.of(node, second, up);
        });
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
            throw InvalidInput.at("drained", ONLY_NODE, id);
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

    /// The nodes of a gateway.
    ///
    /// @param ask gets questions answered, in a transaction or by themselves
    /// @throws NotFound if there is no such gateway
    /// @throws InvalidInput if the gateway is one for clients
    List<NodeView> of(GatewayId gateway, Consumer<Pipeline> ask) {
        var asked = new Pipeline();
        var known = asked.add(NodeTable.of(List.of(gateway)));
        ask.accept(asked);
        if (known.list().isEmpty()) {
            throw notFound(gateway);
        }
        List<NodeView> found = views(NodeTable.idsOf(Gateways.one(gateway)), ask);
        if (found.isEmpty()) {
            throw InvalidInput.at("vgw_id", ONLY_NODE, gateway);
        }
        return found;
    }

    /// The nodes on a host, but for those that serve clients, and how many of these there are.
    ///
    /// @throws NotFound if there is no such host
    NodeView.OnHost on(HostId host, Consumer<Pipeline> ask, String requestId) {
        var asked = new Pipeline();
        var known = asked.add(Hosts.one(host));
        var serving = asked.add(NodeTable.some(GatewayKind.POINT_TO_CLOUD, Documents.nodesOn(host)));
        ask.accept(asked);
        if (known.list().isEmpty()) {
            throw new NotFound("host %s is not found", host);
        }
        return new NodeView.OnHost(
                views(Documents.nodesOn(host), ask), serving.list().size(), requestId);
    }

    /// The nodes that a question finds, but for those that serve clients.
    private List<NodeView> views(Select<NodeId> which, Consumer<Pipeline> ask) {
        var asked = new Pipeline();
        var nodes = asked.add(NodeTable.some(GatewayKind.SITE_TO_CLOUD, which));
        var bound = asked.add(Eips.ofNodes(which));
        var said = asked.add(Reports.said(DocumentKind.NODE, which));
        var told = asked.add(Reports.drains(which));
        var leading = asked.add(NodeFacts.led(which));
        ask.accept(asked);
        var eips = Eips.byNode(bound.list());
        var hosts = Reports.byDocument(said.list());
        Map<NodeId, DrainReport> drains = told.list().stream().collect(toMap(DrainReport::node, Function.identity()));
        Set<NodeId> led = Set.copyOf(leading.list());
        Instant now = clock.instant();
        return nodes.list().stream()
                .map(node -> NodeView.of(
                        node,
                        Optional.ofNullable(eips.get(node.id())),
                        led.contains(node.id()),
                        hosts.getOrDefault(node.document(), List.of()),
                        Optional.ofNullable(drains.get(node.id())),
                        now))
                .toList();
    }

    private static NotFound notFound(GatewayId id) {
        return new NotFound("VPN gateway %s is not found", id);
    }
}
