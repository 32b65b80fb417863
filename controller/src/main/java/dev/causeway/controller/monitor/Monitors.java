package dev.causeway.controller.monitor;

import static java.util.stream.Collectors.toMap;

import dev.causeway.controller.connection.HealthChecks;
import dev.causeway.controller.database.Pipeline;
import dev.causeway.controller.database.Questions;
import dev.causeway.controller.feature.ReportObserver;
import dev.causeway.controller.fleet.Documents;
import dev.causeway.controller.gateway.NodeMonitors;
import dev.causeway.controller.node.GatewayNode;
import dev.causeway.model.ConnectionId;
import dev.causeway.model.InvalidInput;
import dev.causeway.model.MonitorId;
import dev.causeway.model.NodeId;
import dev.causeway.model.NotFound;
import dev.causeway.model.NotReady;
import dev.causeway.model.ProjectId;
import dev.causeway.model.ResourceId;
import dev.causeway.model.document.DocumentKind;
import dev.causeway.model.document.HostReport;
import dev.causeway.model.document.Monitor;
import dev.causeway.model.document.ProbeReport;
import dev.causeway.model.document.ThingReport;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.Handle;

/// The rules for monitors. A connection has one at most, and it goes with its connection.
final class Monitors implements NodeMonitors, HealthChecks, ReportObserver {

    private final Questions questions;
    private final Documents documents;
    private final Clock clock;

    Monitors(Questions questions, Documents documents, Clock clock) {
        this.questions = questions;
        this.documents = documents;
        this.clock = clock;
    }

    ShownMonitor create(Handle tx, ProjectId project, ConnectionId connection) {
        var asked = new Pipeline();
        var found = asked.add(MonitorTable.lock(project, connection));
        var held = asked.add(MonitorTable.ofConnection(connection));
        asked.run(tx);
        MonitorTable.Monitored monitored =
                found.first().orElseThrow(() -> new NotFound("VPN connection %s is not found", connection));
        if (monitored.deleting()) {
            throw beingDeleted("CONNECTION", connection);
        }
        held.first().ifPresent(monitor -> refuseSecond(connection, monitor));
        MonitorId id = MonitorId.random();
        var changes = new Pipeline();
        changes.add(documents.touching(GatewayNode.document(monitored.node())));
        insert(changes, project, id, connection, monitored.node());
        var made = changes.add(MonitorTable.find(project, id));
        changes.run(tx);
        return made.first().orElseThrow();
    }

    @Override
    public void begin(Pipeline changes, ProjectId project, ConnectionId connection, NodeId node) {
        insert(changes, project, MonitorId.random(), connection, node);
    }

    private void insert(Pipeline changes, ProjectId project, MonitorId id, ConnectionId connection, NodeId node) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        changes.add(
                MonitorTable.insert(project, id, connection, documents.generation(GatewayNode.document(node)), now));
    }

    ShownMonitor get(ProjectId project, MonitorId id) {
        return questions.first(MonitorTable.find(project, id)).orElseThrow(() -> notFound(id));
    }

    List<ShownMonitor> list(ProjectId project, MonitorTable.Filter filter) {
        return questions.list(MonitorTable.list(project, filter));
    }

    /// Begins to delete a monitor. It is gone when its node no longer has it.
    void delete(Handle tx, ProjectId project, MonitorId id) {
        MonitorTable.Monitored connection =
                MonitorTable.lock(project, id).first(tx).orElseThrow(() -> notFound(id));
        if (connection.deleting()) {
            return;
        }
        var node = GatewayNode.document(connection.node());
        var changes = new Pipeline();
        var touched = changes.add(documents.touching(node));
        changes.add(MonitorTable.markDropped(id, documents.generation(node)));
        changes.run(tx);
        if (touched.first().isEmpty()) {
            MonitorTable.delete(id).in(tx);
        }
    }

    /// A connection may have another monitor once the one before is gone.
    private static void refuseSecond(ConnectionId connection, MonitorTable.Held monitor) {
        if (monitor.deleting()) {
            throw beingDeleted("CONNECTION_MONITOR", monitor.id());
        }
        throw InvalidInput.at(
                "vpn_connection_id", "connection %s has the monitor %s already", connection, monitor.id());
    }

    private static NotReady beingDeleted(String type, ResourceId id) {
        return new NotReady("resource (type=%s, ID=%s) is not ready, currently DELETING", type, id);
    }

    private static NotFound notFound(MonitorId id) {
        return new NotFound("connection monitor %s is not found", id);
    }

    @Override
    public List<Monitor> monitors(Handle tx, NodeId node) {
        return MonitorTable.onNode(node).list(tx);
    }

    /// Hosts say nothing of monitors by themselves.
    @Override
    public Map<ResourceId, Measure> measures(Handle tx, Collection<ResourceId> things) {
        return Map.of();
    }

    /// Takes notice of which monitors have begun, and which of them nodes no longer have.
    @Override
    public void observe(Handle tx, HostReport report) {
        Map<NodeId, Long> applied = report.things().stream()
                .filter(Monitors::isSettledNode)
                .collect(toMap(thing -> NodeId.parse(thing.key().id()), ThingReport::generation, Math::max));
        if (!applied.isEmpty()) {
            MonitorTable.deleteDropped(applied).in(tx);
        }
        Map<ConnectionId, Long> asked = report.parts(ProbeReport.class).stream()
                .filter(probe -> isOfMonitor(probe) && applied.containsKey(probe.node()))
                .collect(toMap(ProbeReport::connection, probe -> applied.get(probe.node()), Math::max));
        if (!asked.isEmpty()) {
            MonitorTable.markBegun(asked, clock.instant()).in(tx);
        }
    }

    /// Whether it says what has become of the first requests outside of a tunnel.
    private static boolean isOfMonitor(ProbeReport probe) {
        boolean decided = switch (probe.verdict()) {
            case PASSES, FAILS -> true;
            case UNDECIDED -> false;
        };
        return decided
                && switch (probe.kind()) {
                    case LINK -> true;
                    case TUNNEL -> false;
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
