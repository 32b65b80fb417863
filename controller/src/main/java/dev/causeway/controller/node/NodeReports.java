package dev.causeway.controller.node;

import static java.util.stream.Collectors.toMap;

import dev.causeway.model.NodeId;
import dev.causeway.model.document.DocumentKind;
import dev.causeway.model.document.HostReport;
import dev.causeway.model.document.ThingReport;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.Handle;

/// What nodes have applied and which ones fail, as hosts report it.
public final class NodeReports {

    private NodeReports() {}

    /// Takes notice of a report for the nodes of gateways of one kind. Those that are still at it tell nothing
    /// new: what was applied stays noted, and failing goes on until it is applied.
    ///
    /// @return whether it tells of any node
    public static boolean observe(Handle tx, GatewayKind kind, HostReport report, Instant now) {
        List<ThingReport> nodes = report.things().stream()
                .filter(thing -> thing.key().kind() == DocumentKind.NODE)
                .toList();
        Map<NodeId, Long> applied = nodes.stream()
                .filter(node -> node.phase() == ThingReport.Phase.APPLIED)
                .collect(toMap(NodeReports::id, ThingReport::gatewayGeneration, Math::max));
        List<NodeId> failing = nodes.stream()
                .filter(node -> node.phase() == ThingReport.Phase.FAILED)
                .map(NodeReports::id)
                .toList();
        if (!applied.isEmpty()) {
            NodeTable.markApplied(kind, applied, now).in(tx);
        }
        if (!failing.isEmpty()) {
            NodeTable.markFailing(kind, failing, now).in(tx);
        }
        return !nodes.isEmpty();
    }

    private static NodeId id(ThingReport node) {
        return NodeId.parse(node.key().id());
    }
}
