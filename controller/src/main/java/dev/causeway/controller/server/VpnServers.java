package dev.causeway.controller.server;

import static java.util.stream.Collectors.toMap;

import dev.causeway.controller.clientgateway.GatewayServer;
import dev.causeway.controller.clientgateway.P2cGateway;
import dev.causeway.controller.clientgateway.P2cGateways;
import dev.causeway.controller.database.Pipeline;
import dev.causeway.controller.database.Questions;
import dev.causeway.controller.feature.ReportObserver;
import dev.causeway.controller.fleet.Documents;
import dev.causeway.controller.inventory.Eip;
import dev.causeway.controller.inventory.Eips;
import dev.causeway.controller.inventory.Vpc;
import dev.causeway.controller.inventory.VpcRoutes;
import dev.causeway.controller.node.GatewayNode;
import dev.causeway.controller.resource.Listing;
import dev.causeway.controller.resource.Moments;
import dev.causeway.controller.resource.NamePart;
import dev.causeway.controller.resource.Page;
import dev.causeway.model.GatewayId;
import dev.causeway.model.NodeId;
import dev.causeway.model.P2cCode;
import dev.causeway.model.ProjectId;
import dev.causeway.model.ResourceId;
import dev.causeway.model.ServerId;
import dev.causeway.model.VpcId;
import dev.causeway.model.document.ClientServer;
import dev.causeway.model.document.DocumentKey;
import dev.causeway.model.document.HostReport;
import dev.causeway.model.document.ServerReport;
import dev.causeway.model.document.VpcDocument;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jdbi.v3.core.Handle;

/// The rules for VPN servers.
public final class VpnServers implements GatewayServer, ReportObserver, VpcRoutes {

    private final Questions questions;
    private final Documents documents;
    private final P2cGateways gateways;
    private final Eips eips;
    private final ServerKeys keys;
    private final ServerDependents dependents;
    private final Clock clock;
    private final Instant listening;

    VpnServers(
            Questions questions,
            Documents documents,
            P2cGateways gateways,
            Eips eips,
            ServerKeys keys,
            ServerDependents dependents,
            Clock clock) {
        this.questions = questions;
        this.documents = documents;
        this.gateways = gateways;
        this.eips = eips;
        this.keys = keys;
        this.dependents = dependents;
        this.clock = clock;
        this.listening = clock.instant();
    }

    /// A server and how it is doing.
    ///
    /// @param since when it has had that status
    /// @param certificateHeld whether the certificate that it copied is still there
    public record Shown(VpnServer server, ServerStatus status, Instant since, boolean certificateHeld) {}

    /// A server whose gateway is locked, so that neither it nor anything below it comes or goes.
    public record Locked(VpnServer server, P2cGateway gateway, ServerStatus status) {}

    /// Finds a server, whatever its state.
    ///
    /// @throws dev.causeway.model.Coded if the project has no such server
    public Shown get(Handle tx, ProjectId project, ServerId id) {
        return shown(ServerTable.seen(project, id).first(tx).orElseThrow(P2cCode.SERVER_MISSING::failure));
    }

    /// The same, as one question.
    public Shown get(ProjectId project, ServerId id) {
        return shown(questions.first(ServerTable.seen(project, id)).orElseThrow(P2cCode.SERVER_MISSING::failure));
    }

    /// Locks the gateway of a server for a change of it or of anything below it.
    ///
    /// @throws dev.causeway.model.Coded if the project has no such server, or its gateway is being created or
    ///     deleted, or is frozen
    public Locked lock(Handle tx, ProjectId project, ServerId id) {
        GatewayId of = ServerTable.gatewayOf(project, id).first(tx).orElseThrow(P2cCode.SERVER_MISSING::failure);
        P2cGateway gateway = gateways.lockChangeable(tx, project, of);
        Shown shown = get(tx, project, id);
        return new Locked(shown.server(), gateway, shown.status());
    }

    List<Shown> ofGateway(ProjectId project, GatewayId id) {
        var asked = new Pipeline();
        Supplier<P2cGateway> gateway = gateways.find(asked, P2cGateways.one(project, id));
        var servers = asked.add(ServerTable.ofGateway(project, id));
        questions.ask(asked);
        var _ = gateway.get();
        return servers.list().stream().map(this::shown).toList();
    }

    Listing<Shown> list(ProjectId project, Optional<NamePart> name, Page<Instant> page) {
        Listing<ServerTable.Seen> found = Listing.ask(
                questions,
                ServerTable.count(project, name),
                ServerTable.newestFirst(project, name, page.after(), page.rows()));
        return new Listing<>(found.rows().stream().map(this::shown).toList(), found.total());
    }

    /// What is shown of the authorities of servers. Those whose clients have passwords have none, and nothing is asked.
    Map<ServerId, List<ClientCaView>> authorities(List<Shown> shown) {
        List<ServerId> concerned = shown.stream()
                .map(Shown::server)
                .filter(server -> server.spec().clientAuthType() == ClientAuthType.CERT)
                .map(VpnServer::id)
                .toList();
        return concerned.isEmpty() ? Map.of() : dependents.authorities().shown(concerned);
    }

    ServerId create(Handle tx, ProjectId project, String domain, GatewayId of, ServerRequest request) {
        P2cGateway gateway = gateways.lockWorking(tx, project, of);
        eip(tx, gateway.node().id());
        if (ServerTable.of(of).first(tx).isPresent()) {
            throw P2cCode.TOO_MANY_SERVERS.failure();
        }
        requireSound(request.spec(), gateway);
        ServerId id = ServerId.random();
        ServerKeys.Taken taken = keys.take(tx, project, domain, id, request.certificate());
        Instant now = Moments.next(tx, VpnServer.TYPE, project, clock.instant());
        var server = new VpnServer(
                id,
                project,
                of,
                gateway.node().id(),
                request.spec(),
                taken.certificate(),
                VpnServer.History.beginning(now));
        ServerTable.insert(server, taken.sealedKey()).in(tx);
        dependents.each(each -> each.made(tx, server));
        if (!request.clientCas().isEmpty()) {
            dependents.authorities().add(tx, server, request.clientCas());
        }
        touch(tx, gateway, true);
        return id;
    }

    /// @throws dev.causeway.model.Coded if there is none
    private Eip eip(Handle tx, NodeId node) {
        return Optional.ofNullable(eips.ofNodes(tx, List.of(node)).get(node))
                .orElseThrow(P2cCode.GATEWAY_WITHOUT_EIP::failure);
    }

    /// The file by which clients connect.
    String export(Handle tx, ProjectId project, ServerId id) {
        VpnServer server = get(tx, project, id).server();
        return ClientFile.of(server, eip(tx, server.node()).address());
    }

    private static void requireSound(ServerSpec spec, P2cGateway gateway) {
        spec.requireSound();
        if (!spec.clientCidr().hasRoomFor(gateway.mostConnections())) {
            throw P2cCode.CLIENT_CIDR_TOO_SMALL
                    .fault()
                    .because("%d connections need more than four addresses each", gateway.mostConnections())
                    .at("client_cidr");
        }
    }

    void update(Handle tx, ProjectId project, String domain, ServerId id, ServerUpdate update) {
        Locked locked = lock(tx, project, id);
        VpnServer before = locked.server();
        ServerSpec spec = update.of(before.spec());
        Optional<ServerKeys.Taken> taken =
                update.newCertificate(before.certificate()).map(choice -> keys.take(tx, project, domain, id, choice));
        if (spec.equals(before.spec()) && taken.isEmpty()) {
            return;
        }
        requireSettled(locked);
        requireSound(spec, locked.gateway());
        VpnServer after =
                before.changed(spec, taken.map(ServerKeys.Taken::certificate).orElse(before.certificate()), now());
        dependents.each(each -> each.changed(tx, before, after));
        ServerTable.update(after, taken.map(ServerKeys.Taken::sealedKey)).in(tx);
        if (after.history().generation() > before.history().generation()) {
            touch(tx, locked.gateway(), !after.network().equals(before.network()));
        }
    }

    /// Checks that no daemon is being started for the server.
    ///
    /// @throws dev.causeway.model.Coded if one is
    public static void requireSettled(Locked locked) {
        VpnServer.History history = locked.server().history();
        switch (locked.status()) {
            case PENDING_CREATE -> throw P2cCode.SERVER_BEING_CREATED.failure();
            case PENDING_UPDATE -> {
                if (history.appliedGeneration() < history.replacedGeneration()) {
                    throw P2cCode.SERVER_BEING_UPDATED.failure();
                }
            }
            case ACTIVE, FAULT, FROZEN -> {}
        }
    }

    /// Always in this order, so that no two wait for each other.
    private void touch(Handle tx, P2cGateway gateway, boolean routes) {
        if (routes) {
            documents.touch(tx, Vpc.document(gateway.vpc()));
        }
        documents.touch(tx, GatewayNode.document(gateway.node().id()));
    }

    @Override
    public Optional<ClientServer> wanted(Handle tx, GatewayId gateway) {
        return ServerTable.of(gateway)
                .first(tx)
                .map(server -> server.onNode(keys.open(
                        server.id(), ServerTable.sealedKey(server.id()).one(tx))));
    }

    @Override
    public void withdraw(Handle tx, GatewayId gateway) {
        ServerTable.of(gateway).first(tx).ifPresent(server -> dependents.each(each -> each.withdraw(tx, server)));
    }

    @Override
    public boolean remains(Handle tx, GatewayId gateway) {
        return ServerTable.of(gateway)
                .first(tx)
                .filter(server -> dependents.remain(tx, server))
                .isPresent();
    }

    @Override
    public void remove(Handle tx, GatewayId gateway) {
        ServerTable.of(gateway).first(tx).ifPresent(server -> dependents.each(each -> each.remove(tx, server)));
        ServerTable.delete(gateway).in(tx);
    }

    @Override
    public void served(Handle tx, GatewayId gateway, boolean inService) {
        ServerTable.of(gateway)
                .first(tx)
                .ifPresent(server -> dependents.each(each -> each.served(tx, server, inService)));
    }

    @Override
    public void restart(Handle tx, GatewayId gateway) {
        ServerTable.restart(gateway, now()).in(tx);
    }

    /// How many there may be stands in what says who may connect.
    @Override
    public void roomChanged(Handle tx, GatewayId gateway) {
        ServerTable.of(gateway).first(tx).ifPresent(server -> documents.touch(tx, DocumentKey.access(server.id())));
    }

    @Override
    public void requireRoom(Handle tx, GatewayId gateway, int connections) {
        ServerTable.of(gateway).first(tx).ifPresent(server -> {
            if (!server.spec().clientCidr().hasRoomFor(connections)) {
                throw P2cCode.CLIENT_CIDR_TOO_SMALL.failure();
            }
            dependents.each(each -> each.requireRoom(tx, server, connections));
        });
    }

    /// The ways from a VPC to clients. When the gateway goes, they go with it.
    @Override
    public List<VpcDocument.PeerRoute> of(Handle tx, VpcId vpc) {
        return ServerTable.inVpc(vpc).list(tx).stream()
                .map(clients -> new VpcDocument.PeerRoute(
                        clients.network(),
                        List.of(new VpcDocument.Path(
                                new VpcDocument.Leading.Clients(), clients.node(), clients.address(), 0))))
                .toList();
    }

    /// Servers, up to the generations of their settings, as parts of their nodes.
    @Override
    public Map<ResourceId, Measure> measures(Handle tx, Collection<ResourceId> things) {
        return ServerTable.measures(things).list(tx).stream().collect(toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    @Override
    public void observe(Handle tx, HostReport report) {
        Map<ServerId, Long> applied = report.parts(ServerReport.class).stream()
                .filter(server -> server.state() == ServerReport.State.LISTENING)
                .collect(toMap(ServerReport::server, ServerReport::generation, Math::max));
        if (!applied.isEmpty()) {
            ServerTable.markApplied(applied).in(tx);
        }
    }

    private Shown shown(ServerTable.Seen seen) {
        ServerStatus status = ServerStatus.of(seen.server(), seen.frozen(), seen.told(), listening, clock.instant());
        return new Shown(seen.server(), status, status.since(seen.server(), seen.told()), seen.certificateHeld());
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }
}
