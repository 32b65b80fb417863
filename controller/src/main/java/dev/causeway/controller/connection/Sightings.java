package dev.causeway.controller.connection;

import static java.util.stream.Collectors.toMap;

import dev.causeway.controller.gateway.GatewayNode;
import dev.causeway.controller.reports.Reports;
import dev.causeway.model.ConnectionId;
import dev.causeway.model.document.DocumentKey;
import dev.causeway.model.document.DocumentKind;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/// Looks up what was last reported of connections. Where a tunnel is not reported, its node may be: then
/// the host is not silent, it only has no such tunnel.
final class Sightings {

    private final Reports reports;

    Sightings(Reports reports) {
        this.reports = reports;
    }

    Map<ConnectionId, ConnectionStatus.Seen> of(Handle tx, List<VpnConnection> connections) {
        Map<ConnectionId, Reports.Tunnel> tunnels =
                reports.tunnels(tx, connections.stream().map(VpnConnection::id).toList());
        List<String> otherNodes = connections.stream()
                .filter(connection -> !tunnels.containsKey(connection.id()))
                .map(connection -> connection.ends().node().toString())
                .distinct()
                .toList();
        Map<DocumentKey, List<Reports.Said>> nodes = reports.said(tx, DocumentKind.NODE, otherNodes);
        return connections.stream().collect(toMap(VpnConnection::id, connection -> seen(connection, tunnels, nodes)));
    }

    private static ConnectionStatus.Seen seen(
            VpnConnection connection,
            Map<ConnectionId, Reports.Tunnel> tunnels,
            Map<DocumentKey, List<Reports.Said>> nodes) {
        Optional<ConnectionStatus.Seen> tunnel = Optional.ofNullable(tunnels.get(connection.id()))
                .map(found -> new ConnectionStatus.Seen(Optional.of(found.report()), found.heard()));
        var node = GatewayNode.document(connection.ends().node());
        return tunnel.or(() -> nodes.getOrDefault(node, List.of()).stream()
                        .flatMap(host -> host.thing().stream())
                        .map(thing -> new ConnectionStatus.Seen(Optional.empty(), thing.heard()))
                        .findFirst())
                .orElse(ConnectionStatus.Seen.NOTHING);
    }
}
