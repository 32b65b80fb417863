package dev.causeway.controller.connection;

import static java.util.stream.Collectors.toMap;
import static java.util.stream.Collectors.toSet;

import dev.causeway.controller.feature.ReportObserver;
import dev.causeway.controller.reports.Reports;
import dev.causeway.model.ConnectionId;
import dev.causeway.model.NodeId;
import dev.causeway.model.ResourceId;
import dev.causeway.model.document.DocumentKind;
import dev.causeway.model.document.HostReport;
import dev.causeway.model.document.ThingReport;
import dev.causeway.model.document.TunnelReport;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jdbi.v3.core.Handle;

/// What reports mean for connections: which settings nodes hold, and which connections are gone.
final class ReportedConnections implements ReportObserver {

    private final Reports reports;

    ReportedConnections(Reports reports) {
        this.reports = reports;
    }

    /// Connections, up to the generations of their settings, as parts of their nodes.
    @Override
    public Map<ResourceId, Measure> measures(Handle tx, Collection<ResourceId> things) {
        return ConnectionTable.measures(things).list(tx).stream()
                .collect(toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    /// Takes notice of a report: which generations nodes hold, and which tunnels they no longer have.
    @Override
    public void observe(Handle tx, HostReport report) {
        Map<ConnectionId, Long> held = report.tunnels().stream()
                .filter(tunnel -> isApplied(tunnel.state()))
                .collect(toMap(TunnelReport::connection, TunnelReport::generation, Math::max));
        if (!held.isEmpty()) {
            ConnectionWrites.markApplied(held).in(tx);
        }
        Set<ConnectionId> present =
                report.tunnels().stream().map(TunnelReport::connection).collect(toSet());
        remove(
                tx,
                report.things().stream()
                        .filter(ReportedConnections::isSettledNode)
                        .flatMap(thing ->
                                ConnectionWrites.droppedBy(
                                        NodeId.parse(thing.key().id()), thing.generation())
                                        .list(tx)
                                        .stream())
                        .filter(id -> !present.contains(id))
                        .toList());
    }

    /// Removes connections of which nothing is left on any host.
    void remove(Handle tx, List<ConnectionId> ids) {
        ConnectionWrites.delete(tx, ids);
        ids.forEach(id -> reports.forget(tx, id));
    }

    private static boolean isApplied(TunnelReport.State state) {
        return switch (state) {
            case UP, DOWN -> true;
            case APPLYING, FAILED -> false;
        };
    }

    private static boolean isSettledNode(ThingReport thing) {
        return thing.key().kind() == DocumentKind.NODE
                && switch (thing.phase()) {
                    case APPLIED, ABSENT -> true;
                    case APPLYING, FAILED -> false;
                };
    }
}
