package dev.causeway.controller.gateway;

import static java.util.stream.Collectors.toMap;

import dev.causeway.controller.reports.Reports;
import dev.causeway.model.GatewayId;
import dev.causeway.model.NodeId;
import dev.causeway.model.document.DocumentKind;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.Handle;

/// Looks up what the status of gateways follows from.
public final class GatewayStates {

    private final Reports reports;
    private final Clock clock;
    private final Instant listening;

    /// @param listening since when this controller could hear reports: silence before is its own fault
    public GatewayStates(Reports reports, Clock clock, Instant listening) {
        this.reports = reports;
        this.clock = clock;
        this.listening = listening;
    }

    public GatewayStatus of(Handle tx, VpnGateway gateway) {
        return of(tx, List.of(gateway)).get(gateway.id());
    }

    Map<GatewayId, GatewayStatus> of(Handle tx, List<VpnGateway> gateways) {
        List<String> nodes = gateways.stream()
                .flatMap(gateway -> gateway.nodes().stream())
                .map(node -> node.id().toString())
                .toList();
        Map<NodeId, GatewayStatus.Seen> seen = reports.things(tx, DocumentKind.NODE, nodes).values().stream()
                .collect(toMap(
                        thing -> NodeId.parse(thing.report().key().id()),
                        thing -> new GatewayStatus.Seen(thing.report(), thing.heard())));
        Instant now = clock.instant();
        return gateways.stream()
                .collect(toMap(VpnGateway::id, gateway -> GatewayStatus.of(gateway, seen, listening, now)));
    }
}
