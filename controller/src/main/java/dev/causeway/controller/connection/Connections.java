package dev.causeway.controller.connection;

import static java.util.stream.Collectors.toMap;
import static java.util.stream.Collectors.toSet;

import dev.causeway.controller.database.Questions;
import dev.causeway.controller.feature.ReportObserver;
import dev.causeway.controller.fleet.Documents;
import dev.causeway.controller.gateway.GatewayNode;
import dev.causeway.controller.gateway.Gateways;
import dev.causeway.controller.gateway.VpnGateway;
import dev.causeway.controller.inventory.Vpc;
import dev.causeway.controller.reports.Reports;
import dev.causeway.controller.resource.Listing;
import dev.causeway.controller.resource.Moments;
import dev.causeway.controller.resource.Page;
import dev.causeway.model.ConnectionId;
import dev.causeway.model.NodeId;
import dev.causeway.model.NotFound;
import dev.causeway.model.ProjectId;
import dev.causeway.model.ResourceId;
import dev.causeway.model.document.DocumentKind;
import dev.causeway.model.document.HostReport;
import dev.causeway.model.document.LogLine;
import dev.causeway.model.document.LogSource;
import dev.causeway.model.document.ThingReport;
import dev.causeway.model.document.TunnelReport;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import org.jdbi.v3.core.Handle;

/// The rules for VPN connections.
public final class Connections implements ReportObserver {

    private static final int LOG_LINES = 1000;

    private final Questions questions;
    private final Documents documents;
    private final Gateways gateways;
    private final Reports reports;
    private final ConnectionPlan plan;
    private final Psks psks;
    private final Clock clock;
    private final Instant listening;

    Connections(
            Questions questions,
            Documents documents,
            Gateways gateways,
            Reports reports,
            ConnectionPlan plan,
            Psks psks,
            Clock clock,
            Instant listening) {
        this.questions = questions;
        this.documents = documents;
        this.gateways = gateways;
        this.reports = reports;
        this.plan = plan;
        this.psks = psks;
        this.clock = clock;
        this.listening = listening;
    }

    /// A connection and how it is doing.
    record Shown(VpnConnection connection, ConnectionStatus status) {}

    VpnConnection create(Handle tx, ProjectId project, ConnectionRequest request) {
        VpnGateway gateway = gateways.lockLiving(tx, project, request.gateway());
        Instant now = Moments.next(tx, VpnConnection.TYPE, project, clock.instant());
        VpnConnection connection = plan.create(tx, gateway, request, now);
        ConnectionWrites.insert(tx, connection, request.psk().map(psk -> psks.seal(connection.id(), psk)));
        touch(tx, gateway, connection);
        return connection;
    }

    Shown get(ProjectId project, ConnectionId id) {
        ConnectionRow.Seen seen =
                questions.first(ConnectionTable.seen(project, id)).orElseThrow(() -> notFound(id));
        return shown(seen, clock.instant());
    }

    Listing<Shown> list(ProjectId project, ConnectionTable.Filter filter, Page<Instant> page) {
        Listing<ConnectionRow.Seen> found = Listing.ask(
                questions,
                ConnectionTable.count(project, filter),
                ConnectionTable.newestFirst(project, filter, page.after(), page.rows()));
        Instant now = clock.instant();
        return new Listing<>(found.rows().stream().map(seen -> shown(seen, now)).toList(), found.total());
    }

    /// The newest lines of a connection's log, newest first.
    List<LogLine> log(Handle tx, ProjectId project, ConnectionId id) {
        VpnConnection connection = get(tx, project, id);
        return ConnectionLog.merge(connection, reports.log(tx, new LogSource.Connection(id), LOG_LINES));
    }

    VpnConnection update(Handle tx, ProjectId project, ConnectionId id, ConnectionUpdate update) {
        VpnGateway gateway =
                gateways.lock(tx, project, get(tx, project, id).ends().gateway());
        ConnectionTable.lock(id).list(tx);
        VpnConnection before = get(tx, project, id);
        VpnConnection after = plan.update(tx, gateway, before, update, now());
        ConnectionWrites.update(tx, after);
        update.psk()
                .ifPresent(
                        psk -> ConnectionWrites.storePsk(id, psks.seal(id, psk)).in(tx));
        if (after.history().generation() > before.history().generation()) {
            touch(tx, gateway, after);
        }
        return after;
    }

    /// Begins to delete a connection. It is gone when its node no longer has its tunnel.
    void delete(Handle tx, ProjectId project, ConnectionId id) {
        ConnectionTable.lock(id).list(tx);
        VpnConnection connection = get(tx, project, id);
        if (connection.deleting()) {
            return;
        }
        VpnGateway gateway = gateways.get(tx, project, connection.ends().gateway());
        OptionalLong generation = touch(tx, gateway, connection);
        if (generation.isPresent()) {
            ConnectionWrites.markDropped(id, generation.getAsLong(), now()).in(tx);
        } else {
            remove(tx, List.of(id));
        }
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
                        .filter(Connections::isSettledNode)
                        .flatMap(thing ->
                                ConnectionWrites.droppedBy(
                                        NodeId.parse(thing.key().id()), thing.generation())
                                        .list(tx)
                                        .stream())
                        .filter(id -> !present.contains(id))
                        .toList());
    }

    /// @return the new generation of the node's document
    private OptionalLong touch(Handle tx, VpnGateway gateway, VpnConnection connection) {
        documents.touch(tx, Vpc.document(gateway.attachment().vpc()));
        return documents.touch(tx, GatewayNode.document(connection.ends().node()));
    }

    private void remove(Handle tx, List<ConnectionId> ids) {
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

    private VpnConnection get(Handle tx, ProjectId project, ConnectionId id) {
        return ConnectionTable.find(project, id).first(tx).orElseThrow(() -> notFound(id));
    }

    private static NotFound notFound(ConnectionId id) {
        return new NotFound("VPN connection %s is not found", id);
    }

    private Shown shown(ConnectionRow.Seen seen, Instant now) {
        return new Shown(seen.connection(), ConnectionStatus.of(seen.connection(), seen.sighting(), listening, now));
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }
}
