package dev.causeway.controller.connection;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toList;
import static java.util.stream.Collectors.toMap;

import dev.causeway.controller.gateway.GatewayNode;
import dev.causeway.controller.gateway.Gateways;
import dev.causeway.controller.gateway.VpnGateway;
import dev.causeway.controller.inventory.Eip;
import dev.causeway.controller.inventory.Eips;
import dev.causeway.controller.inventory.InventoryDocuments;
import dev.causeway.controller.inventory.Subnet;
import dev.causeway.controller.inventory.Subnets;
import dev.causeway.model.ConnectionId;
import dev.causeway.model.HaMode;
import dev.causeway.model.HaRole;
import dev.causeway.model.NodeId;
import dev.causeway.model.PreSharedKey;
import dev.causeway.model.Prefix;
import dev.causeway.model.VpcId;
import dev.causeway.model.document.Attachment;
import dev.causeway.model.document.InternetDocument;
import dev.causeway.model.document.NodeDocument;
import dev.causeway.model.document.NodeService;
import dev.causeway.model.document.Tunnel;
import dev.causeway.model.document.Uplink;
import dev.causeway.model.document.VpcDocument;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jdbi.v3.core.Handle;

/// What gateways and connections contribute to documents. Everything of one document is to be read in one transaction.
public final class ConnectionContents {

    private final Gateways gateways;
    private final Eips eips;
    private final Subnets subnets;
    private final InventoryDocuments inventory;
    private final Psks psks;

    ConnectionContents(Gateways gateways, Eips eips, Subnets subnets, InventoryDocuments inventory, Psks psks) {
        this.gateways = gateways;
        this.eips = eips;
        this.subnets = subnets;
        this.inventory = inventory;
        this.psks = psks;
    }

    /// The document of a node.
    ///
    /// @param generation of the document, as is `wanted`
    public Optional<NodeDocument> node(Handle tx, NodeId id, long generation, boolean wanted) {
        return gateways.ofNode(tx, id)
                .map(gateway -> new NodeDocument(
                        id,
                        gateway.id(),
                        generation,
                        wanted,
                        gateway.generation(),
                        uplink(tx, id),
                        attachment(tx, gateway, id),
                        new NodeService.SiteToCloud(gateway.localSubnets(), tunnels(tx, id))));
    }

    private List<Tunnel> tunnels(Handle tx, NodeId node) {
        Map<ConnectionId, PreSharedKey> keys = psks.ofNode(tx, node);
        return ConnectionTable.wantedOn(List.of(node)).list(tx).stream()
                .map(connection -> connection.onNode(Optional.ofNullable(keys.get(connection.id()))))
                .toList();
    }

    /// The ways from a VPC to its customers' networks, through all its gateways.
    public List<VpcDocument.PeerRoute> peerRoutes(Handle tx, VpcId vpc) {
        List<VpnGateway> all = gateways.inVpc(tx, vpc);
        Map<NodeId, GatewayNode> nodes =
                all.stream().flatMap(gateway -> gateway.nodes().stream()).collect(toMap(GatewayNode::id, node -> node));
        Map<NodeId, HaMode> modes = all.stream()
                .flatMap(gateway -> gateway.nodes().stream().map(node -> Map.entry(node.id(), gateway.haMode())))
                .collect(toMap(Map.Entry::getKey, Map.Entry::getValue));
        Map<Prefix, List<VpcDocument.Path>> paths = ConnectionTable.wantedOn(nodes.keySet()).list(tx).stream()
                .flatMap(connection -> connection.spec().steering().destinations().stream()
                        .map(destination -> Map.entry(
                                destination,
                                path(
                                        connection,
                                        nodes.get(connection.ends().node()),
                                        modes.get(connection.ends().node())))))
                .collect(groupingBy(Map.Entry::getKey, TreeMap::new, mapping(Map.Entry::getValue, toList())));
        return paths.entrySet().stream()
                .map(entry -> new VpcDocument.PeerRoute(entry.getKey(), entry.getValue()))
                .toList();
    }

    private static VpcDocument.Path path(VpnConnection connection, GatewayNode node, HaMode mode) {
        boolean waits = mode == HaMode.ACTIVE_STANDBY && connection.identity().haRole() == HaRole.SLAVE;
        return new VpcDocument.Path(connection.id(), node.id(), node.address(), waits ? 1 : 0);
    }

    private Uplink uplink(Handle tx, NodeId node) {
        Eip eip = Optional.ofNullable(eips.ofNodes(tx, List.of(node)).get(node))
                .orElseThrow(() -> new IllegalStateException("node " + node + " has no EIP"));
        InternetDocument internet = inventory.internet(tx, 1, true);
        return new Uplink.Eip(eip.address(), internet.segment(), internet.router());
    }

    private Attachment attachment(Handle tx, VpnGateway gateway, NodeId id) {
        Subnet subnet = subnets.find(tx, gateway.project(), gateway.attachment().subnet());
        GatewayNode node = gateway.nodes().stream()
                .filter(each -> each.id().equals(id))
                .findFirst()
                .orElseThrow();
        return new Attachment.Vpc(
                gateway.attachment().vpc(), subnet.id(), subnet.prefix(), node.address(), subnet.router());
    }
}
