package dev.causeway.agent.node;

import dev.causeway.agent.host.Slot;
import dev.causeway.agent.ipsec.ObservedTunnel;
import dev.causeway.agent.network.Exit;
import dev.causeway.agent.network.ExitId;
import dev.causeway.model.ConnectionId;
import dev.causeway.model.NodeId;
import dev.causeway.model.document.NodeDocument;
import dev.causeway.model.document.NodeService;
import dev.causeway.model.document.Steering;
import dev.causeway.model.document.Tunnel;
import dev.causeway.model.document.VpcDocument;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/// What leads out of a node, as its document says and as it was last seen.
record Exits(TunnelDriver tunnels) {

    static ExitId id(NodeId node, VpcDocument.Leading leading) {
        return switch (leading) {
            case VpcDocument.Leading.Tunnel(ConnectionId connection) -> id(connection);
            case VpcDocument.Leading.Clients _ -> new ExitId("clients/" + node);
        };
    }

    static ExitId id(ConnectionId connection) {
        return new ExitId("connection/" + connection);
    }

    /// All exits of a node, the preferred ones first.
    List<Exit> of(NodeDocument node) {
        return switch (node.service()) {
            case NodeService.SiteToCloud service -> of(node, service.tunnels());
            case NodeService.ClientVpn _ -> List.of();
        };
    }

    private List<Exit> of(NodeDocument node, List<Tunnel> all) {
        Map<ConnectionId, Exit.State> states = tunnels.observe(node.node()).stream()
                .collect(Collectors.toMap(ObservedTunnel::connection, Exits::state));
        return all.stream()
                .sorted(Comparator.comparingInt(Tunnel::slot))
                .map(tunnel -> exit(tunnel, states.getOrDefault(tunnel.connection(), Exit.State.UNDECIDED)))
                .toList();
    }

    private static Exit exit(Tunnel tunnel, Exit.State state) {
        String device = new Slot(tunnel.slot()).device();
        return switch (tunnel.steering()) {
            case Steering.Static _, Steering.Policy _ ->
                new Exit(
                        id(tunnel.connection()),
                        device,
                        state,
                        Set.copyOf(tunnel.steering().destinations()));
        };
    }

    private static Exit.State state(ObservedTunnel seen) {
        return switch (seen.state()) {
            case APPLYING -> Exit.State.UNDECIDED;
            case UP -> new Exit.State.Up(seen.since());
            case DOWN, FAILED -> new Exit.State.Down(seen.carried());
        };
    }
}
