package dev.causeway.controller.connection;

import static java.util.stream.Collectors.toMap;
import static java.util.stream.Collectors.toSet;

import dev.causeway.controller.database.Pipeline;
import dev.causeway.controller.database.Questions;
import dev.causeway.controller.database.Select;
import dev.causeway.controller.feature.ReportObserver;
import dev.causeway.controller.fleet.Documents;
import dev.causeway.controller.gateway.CustomerGateways;
import dev.causeway.controller.gateway.Gateways;
import dev.causeway.controller.gateway.VpnGateway;
import dev.causeway.controller.inventory.Vpc;
import dev.causeway.controller.node.GatewayNode;
import dev.causeway.controller.reports.Reports;
import dev.causeway.controller.resource.Listing;
import dev.causeway.controller.resource.Moments;
import dev.causeway.controller.resource.Page;
import dev.causeway.model.ConnectionId;
import dev.causeway.model.CustomerGatewayId;
import dev.causeway.model.GatewayId;
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
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jdbi.v3.core.Handle;

/// The rules for VPN connections.
public final class Connections implements ReportObserver {

    private static final int LOG_LINES = 1000;

    private final Questions questions;
    private final Documents documents;
    private final Gateways gateways;
    private final Reports reports;
    private final CustomerGateways customerGateways;
    private final ConnectionPlan plan = new ConnectionPlan();
    private final Psks psks;
    private final Clock clock;
    private final Instant listening;

    Connections(
            Questions questions,
            Documents documents,
            Gateways gateways,
            CustomerGateways customerGateways,
            Reports reports,
            Psks psks,
            Clock clock,
            Instant listening) {
        this.questions = questions;
        this.documents = documents;
        this.gateways = gateways;
        this.reports = reports;
        this.customerGateways = customerGateways;
        this.psks = psks;
        this.clock = clock;
        this.listening = listening;
    }

    /// A connection and how it is doing.
    record Shown(VpnConnection connection, ConnectionStatus status) {}

    VpnConnection create(Handle tx, ProjectId project, ConnectionRequest request) {
        var asked = new Pipeline();
        Select<GatewayId> which = Gateways.one(request.gateway());
        Supplier<VpnGateway> gateway = gateways.lockLiving(asked, project, request.gateway());
        Function<Instant, Instant> creation = Moments.next(asked, VpnConnection.TYPE, project);
        var peer = peer(asked, which, project, request.customerGateway(), new ConnectionId(ResourceId.NOBODY));
        Supplier<Surroundings> surroundings = Surroundings.ask(asked, which, gateway, Optional.of(peer));
        asked.run(tx);
        VpnConnection connection = plan.create(surroundings.get(), request, creation.apply(clock.instant()));
        var changes = new Pipeline();
        ConnectionWrites.insert(changes, connection, request.psk().map(psk -> psks.seal(connection.id(), psk)));
        touch(changes, gateway.get(), connection);
        changes.run(tx);
        return connection;
    }

    /// @param butNot the connection that shall lead to the customer gateway
    private Surroundings.Peer peer(
            Pipeline asked, Select<GatewayId> which, ProjectId project, CustomerGatewayId named, ConnectionId butNot) {
        return new Surroundings.Peer(
                customerGateways.keep(asked, project, named),
                ConnectionTable.destinationAround(which, project, named, butNot));
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
    List<LogLine> log(ProjectId project, ConnectionId id) {
        var asked = new Pipeline();
        var found = asked.add(ConnectionTable.find(project, id));
        var lines = asked.add(Reports.log(new LogSource.Connection(id), LOG_LINES));
        questions.ask(asked);
        return ConnectionLog.merge(found.first().orElseThrow(() -> notFound(id)), lines.list());
    }

    VpnConnection update(Handle tx, ProjectId project, ConnectionId id, ConnectionUpdate update) {
        Select<GatewayId> which = ConnectionTable.gatewayOf(project, id);
        var asked = new Pipeline();
        Supplier<VpnGateway> gateway = gateways.lock(asked, which);
        asked.add(ConnectionTable.lock(id));
        var found = asked.add(ConnectionTable.find(project, id));
        var peer = update.customerGateway().map(named -> peer(asked, which, project, named, id));
        Supplier<Surroundings> surroundings = Surroundings.ask(asked, which, gateway, peer);
        asked.run(tx);
        VpnConnection before = found.first().orElseThrow(() -> notFound(id));
        VpnConnection after = plan.update(surroundings.get(), before, update, now());
        var changes = new Pipeline();
        ConnectionWrites.update(changes, after, update.psk().map(psk -> psks.seal(id, psk)));
        if (after.history().generation() > before.history().generation()) {
            touch(changes, gateway.get(), after);
        }
        changes.run(tx);
        return after;
    }

    /// Begins to delete a connection. It is gone when its node no longer has its tunnel.
    void delete(Handle tx, ProjectId project, ConnectionId id) {
        var asked = new Pipeline();
        asked.add(ConnectionTable.lock(id));
        var found = asked.add(ConnectionTable.find(project, id));
        Supplier<VpnGateway> gateway = gateways.find(asked, ConnectionTable.gatewayOf(project, id));
        asked.run(tx);
        VpnConnection connection = found.first().orElseThrow(() -> notFound(id));
        if (!connection.deleting()) {
            delete(tx, gateway.get(), connection);
        }
    }

    private void delete(Handle tx, VpnGateway gateway, VpnConnection connection) {
        var changes = new Pipeline();
        var generation = touch(changes, gateway, connection);
        var node = GatewayNode.document(connection.ends().node());
        changes.add(ConnectionWrites.markDropped(connection.id(), documents.generation(node), now()));
        changes.run(tx);
        if (generation.first().isEmpty()) {
            remove(tx, List.of(connection.id()));
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

    /// Always in this order, so that no two wait for each other.
    ///
    /// @return the new generation of the node's document, if it lies anywhere
    private Pipeline.Answer<Long> touch(Pipeline changes, VpnGateway gateway, VpnConnection connection) {
        changes.add(documents.touching(Vpc.document(gateway.attachment().vpc())));
        return changes.add(
                documents.touching(GatewayNode.document(connection.ends().node())));
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
