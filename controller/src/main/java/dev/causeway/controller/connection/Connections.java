package dev.causeway.controller.connection;

import static java.util.stream.Collectors.toMap;

import dev.causeway.controller.database.Pipeline;
import dev.causeway.controller.database.Questions;
import dev.causeway.controller.database.Select;
import dev.causeway.controller.fleet.Documents;
import dev.causeway.controller.gateway.CustomerGateways;
import dev.causeway.controller.gateway.Gateways;
import dev.causeway.controller.gateway.VpnGateway;
import dev.causeway.controller.inventory.Vpc;
import dev.causeway.controller.node.GatewayNode;
import dev.causeway.controller.reports.BgpSession;
import dev.causeway.controller.reports.Reports;
import dev.causeway.controller.reports.StateChange;
import dev.causeway.controller.resource.Listing;
import dev.causeway.controller.resource.Moments;
import dev.causeway.controller.resource.Page;
import dev.causeway.model.ConnectionId;
import dev.causeway.model.CustomerGatewayId;
import dev.causeway.model.DiagnosisCode;
import dev.causeway.model.GatewayId;
import dev.causeway.model.MonitorId;
import dev.causeway.model.NodeId;
import dev.causeway.model.NotFound;
import dev.causeway.model.ProjectId;
import dev.causeway.model.ResourceId;
import dev.causeway.model.document.LogSource;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jdbi.v3.core.Handle;

/// The rules for VPN connections.
final class Connections {

    private final Questions questions;
    private final Documents documents;
    private final Gateways gateways;
    private final ReportedConnections reported;
    private final CustomerGateways customerGateways;
    private final List<HealthChecks> healthChecks = new CopyOnWriteArrayList<>();
    private final ConnectionPlan plan = new ConnectionPlan();
    private final Psks psks;
    private final Clock clock;
    private final Instant listening;

    Connections(
            Questions questions,
            Documents documents,
            Gateways gateways,
            CustomerGateways customerGateways,
            ReportedConnections reported,
            Psks psks,
            Clock clock,
            Instant listening) {
        this.questions = questions;
        this.documents = documents;
        this.gateways = gateways;
        this.reported = reported;
        this.customerGateways = customerGateways;
        this.psks = psks;
        this.clock = clock;
        this.listening = listening;
    }

    /// A connection and how it is doing.
    ///
    /// @param since when it has had that status
    /// @param cause what keeps it from being active; empty if it is
    /// @param peer the state of its BGP session, where that was asked for and reported
    /// @param monitor the one of the way to its customer gateway
    record Shown(
            VpnConnection connection,
            ConnectionStatus status,
            Instant since,
            Optional<DiagnosisCode> cause,
            Optional<ConnectionView.BgpPeer> peer,
            Optional<MonitorId> monitor) {}

    /// A connection that was changed, and its monitor.
    record Changed(VpnConnection connection, Optional<MonitorId> monitor) {}

    /// Lets connections be watched over from their creation on.
    void add(HealthChecks checks) {
        healthChecks.add(checks);
    }

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
        if (request.healthCheck()) {
            healthChecks.forEach(checks -> checks.begin(
                    changes, project, connection.id(), connection.ends().node()));
        }
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

    /// A part of a connection's log.
    ConnectionLog.Part log(ProjectId project, ConnectionId id, ConnectionLog.Wanted wanted) {
        var source = new LogSource.Connection(id);
        var asked = new Pipeline();
        var found = asked.add(ConnectionTable.find(project, id));
        var lines = asked.add(wanted.lines(source));
        var last = asked.add(Reports.lastPosition(source));
        questions.ask(asked);
        return ConnectionLog.part(wanted, found.first().orElseThrow(() -> notFound(id)), lines.list(), last.first());
    }

    /// What is carried by a connection.
    List<SaView> sas(ProjectId project, ConnectionId id) {
        var asked = new Pipeline();
        var found = asked.add(ConnectionTable.find(project, id));
        var told = asked.add(Reports.sas(id));
        questions.ask(asked);
        return SaView.of(found.first().orElseThrow(() -> notFound(id)), told.list(), clock.instant());
    }

    /// What is the matter with a connection.
    DiagnosisView diagnosis(ProjectId project, ConnectionId id) {
        var asked = new Pipeline();
        var found = asked.add(ConnectionTable.seen(project, id));
        var changes = asked.add(StateChange.newest(id));
        questions.ask(asked);
        ConnectionRow.Seen seen = found.first().orElseThrow(() -> notFound(id));
        return DiagnosisView.of(
                Diagnosis.of(status(seen, clock.instant()), seen.symptoms()),
                seen.connection().spec().steering(),
                changes.list());
    }

    Changed update(Handle tx, ProjectId project, ConnectionId id, ConnectionUpdate update) {
        Select<GatewayId> which = ConnectionTable.gatewayOf(project, id);
        var asked = new Pipeline();
        Supplier<VpnGateway> gateway = gateways.lock(asked, which);
        asked.add(ConnectionTable.lock(id));
        var found = asked.add(ConnectionTable.find(project, id));
        var monitor = asked.add(ConnectionRow.monitorOf(id));
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
        return new Changed(after, monitor.first());
    }

    /// Has what is negotiated for a connection made anew.
    void reset(Handle tx, ProjectId project, ConnectionId id) {
        var asked = new Pipeline();
        asked.add(ConnectionTable.lock(id));
        var found = asked.add(ConnectionTable.find(project, id));
        asked.run(tx);
        VpnConnection connection = found.first().orElseThrow(() -> notFound(id));
        ConnectionPlan.requireLiving(connection);
        var changes = new Pipeline();
        changes.add(ConnectionWrites.reset(id, now()));
        changes.add(documents.touching(GatewayNode.document(connection.ends().node())));
        changes.run(tx);
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
            reported.remove(tx, List.of(connection.id()));
        }
    }

    /// Always in this order, so that no two wait for each other.
    ///
    /// @return the new generation of the document of the connection's node, if it lies anywhere
    private Pipeline.Answer<Long> touch(Pipeline changes, VpnGateway gateway, VpnConnection connection) {
        changes.add(documents.touching(Vpc.document(gateway.attachment().vpc())));
        Map<NodeId, Pipeline.Answer<Long>> generations = gateway.nodes().stream()
                .map(GatewayNode::id)
                .filter(node -> concerns(connection, node))
                .collect(toMap(
                        Function.identity(), node -> changes.add(documents.touching(GatewayNode.document(node)))));
        return generations.get(connection.ends().node());
    }

    /// What a node learns by BGP leads from the gateway's other node too.
    private static boolean concerns(VpnConnection connection, NodeId node) {
        return switch (connection.spec().steering()) {
            case SteeringSpec.Policy _, SteeringSpec.Static _ ->
                node.equals(connection.ends().node());
            case SteeringSpec.Bgp _ -> true;
        };
    }

    private static NotFound notFound(ConnectionId id) {
        return new NotFound("VPN connection %s is not found", id);
    }

    /// Those that carry all that they shall, by settings that their nodes have.
    List<VpnConnection> active(List<ConnectionRow.Seen> connections) {
        Instant now = now();
        return connections.stream()
                .filter(seen -> status(seen, now) == ConnectionStatus.ACTIVE)
                .map(ConnectionRow.Seen::connection)
                .toList();
    }

    private ConnectionStatus status(ConnectionRow.Seen seen, Instant now) {
        return ConnectionStatus.of(seen.connection(), seen.sighting(), listening, now);
    }

    private Shown shown(ConnectionRow.Seen seen, Instant now) {
        ConnectionStatus status = status(seen, now);
        Optional<DiagnosisCode> cause = status == ConnectionStatus.ACTIVE
                ? Optional.empty()
                : Optional.of(Diagnosis.of(status, seen.symptoms()).code());
        // What a silent host once said of a session is not known to be so still.
        Optional<BgpSession> session = status == ConnectionStatus.UNKNOWN ? Optional.empty() : seen.session();
        return new Shown(
                seen.connection(),
                status,
                status.since(seen.connection(), seen.sighting()),
                cause,
                session.map(told -> ConnectionView.BgpPeer.of(told, now)),
                seen.monitor());
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }
}
