package dev.causeway.controller.connection;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toList;
import static java.util.stream.Collectors.toMap;

import dev.causeway.controller.gateway.Gateways;
import dev.causeway.controller.gateway.VpnGateway;
import dev.causeway.controller.inventory.VpcRoutes;
import dev.causeway.controller.node.GatewayNode;
import dev.causeway.model.HaMode;
import dev.causeway.model.HaRole;
import dev.causeway.model.NodeId;
import dev.causeway.model.Prefix;
import dev.causeway.model.VpcId;
import dev.causeway.model.document.VpcDocument;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jdbi.v3.core.Handle;

/// The ways from VPCs to the networks that connections lead to, through all gateways of a VPC.
final class ConnectionRoutes implements VpcRoutes {

    /// Nodes that are drained come after all others.
    private static final int DRAINED = 2;

    private final Gateways gateways;

    ConnectionRoutes(Gateways gateways) {
        this.gateways = gateways;
    }

    @Override
    public List<VpcDocument.PeerRoute> of(Handle tx, VpcId vpc) {
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
        return switch (connection.spec().steering()) {
            case SteeringSpec.Policy _, SteeringSpec.Static _ ->
                path(new VpcDocument.Leading.Tunnel(connection.id()), node, waits ? 1 : 0);
            // Which of the nodes waits is said by BGP: its route does not leave by its own tunnel then.
            case SteeringSpec.Bgp _ -> path(new VpcDocument.Leading.Learned(connection.id()), node, 0);
        };
    }

    private static VpcDocument.Path path(VpcDocument.Leading leading, GatewayNode node, int rank) {
        return new VpcDocument.Path(leading, node.id(), node.address(), node.drained() ? rank + DRAINED : rank);
    }
}
