package dev.causeway.controller.node;

import static java.util.stream.Collectors.toMap;

import dev.causeway.controller.database.Select;
import dev.causeway.controller.reports.Reports;
import dev.causeway.model.GatewayId;
import dev.causeway.model.NodeId;
import dev.causeway.model.document.DocumentKey;
import dev.causeway.model.document.DocumentKind;
import dev.causeway.model.document.ThingReport;
import java.time.Clock;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/// Looks up what the status of gateways follows from.
public final class GatewayStates {

    private final Clock clock;
    private final Instant listening;

    /// @param listening since when this controller could hear reports: silence before is its own fault
    public GatewayStates(Clock clock, Instant listening) {
        this.clock = clock;
        this.listening = listening;
    }

    /// How a gateway is doing, and since when, as far as that is known.
    public record Since(GatewayStatus status, Instant at) {}

    public GatewayStatus of(Handle tx, PlacedGateway gateway) {
        return of(List.of(gateway), question(NodeTable.idsOf(gateway)).list(tx))
                .get(gateway.id())
                .status();
    }

    /// What is to be known of the nodes of gateways.
    public static Select<Map.Entry<DocumentKey, Reports.Said>> question(Select<NodeId> nodes) {
        return Reports.said(DocumentKind.NODE, nodes);
    }

    /// How gateways are doing.
    ///
    /// @param said what [#question] found
    public Map<GatewayId, Since> of(
            List<? extends PlacedGateway> gateways, List<Map.Entry<DocumentKey, Reports.Said>> said) {
        Map<NodeId, GatewayStatus.Seen> seen = seen(said);
        Instant now = clock.instant();
        return gateways.stream().collect(toMap(PlacedGateway::id, gateway -> {
            GatewayStatus status = GatewayStatus.of(gateway, seen, listening, now);
            return new Since(status, status.since(gateway, seen));
        }));
    }

    /// How their nodes are doing: each as a gateway that has no other would.
    ///
    /// @param said what [#question] found
    public Map<NodeId, GatewayStatus> ofNodes(
            List<? extends PlacedGateway> gateways, List<Map.Entry<DocumentKey, Reports.Said>> said) {
        Map<NodeId, GatewayStatus.Seen> seen = seen(said);
        Instant now = clock.instant();
        return gateways.stream()
                .flatMap(gateway -> gateway.nodes().stream().map(node -> new Alone(gateway, node)))
                .collect(toMap(alone -> alone.node.id(), alone -> GatewayStatus.of(alone, seen, listening, now)));
    }

    /// A gateway with one of its nodes.
    private record Alone(PlacedGateway gateway, GatewayNode node) implements PlacedGateway {

        @Override
        public GatewayId id() {
            return gateway.id();
        }

        @Override
        public long generation() {
            return gateway.generation();
        }

        @Override
        public Instant changedAt() {
            return gateway.changedAt();
        }

        @Override
        public Optional<Instant> appliedAt() {
            return gateway.appliedAt();
        }

        @Override
        public boolean deleting() {
            return gateway.deleting();
        }

        @Override
        public boolean frozen() {
            return gateway.frozen();
        }

        @Override
        public List<GatewayNode> nodes() {
            return List.of(node);
        }
    }

    private static Map<NodeId, GatewayStatus.Seen> seen(List<Map.Entry<DocumentKey, Reports.Said>> said) {
        Map<NodeId, GatewayStatus.Seen> seen = new HashMap<>();
        Reports.byDocument(said)
                .forEach((key, hosts) -> worst(hosts).ifPresent(host -> seen.put(NodeId.parse(key.id()), host)));
        return seen;
    }

    /// A node is as good as on the worst of its hosts; nothing is known while one has not spoken of it.
    private static Optional<GatewayStatus.Seen> worst(List<Reports.Said> hosts) {
        List<Reports.Thing> things =
                hosts.stream().flatMap(host -> host.thing().stream()).toList();
        if (things.size() < hosts.size()) {
            return Optional.empty();
        }
        return things.stream()
                .map(Reports.Thing::report)
                .min(Comparator.comparingLong(GatewayStates::reached))
                .map(report -> new GatewayStatus.Seen(
                        report,
                        things.stream()
                                .map(Reports.Thing::heard)
                                .min(Comparator.naturalOrder())
                                .orElseThrow()));
    }

    private static long reached(ThingReport report) {
        return switch (report.phase()) {
            case APPLIED -> report.gatewayGeneration();
            case APPLYING, FAILED, ABSENT -> -1;
        };
    }
}
