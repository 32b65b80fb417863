package dev.causeway.controller.clientgateway;

import static java.util.stream.Collectors.toMap;

import dev.causeway.controller.database.Pipeline;
import dev.causeway.controller.database.Select;
import dev.causeway.controller.feature.ReportObserver;
import dev.causeway.controller.fleet.Documents;
import dev.causeway.controller.inventory.Addresses;
import dev.causeway.controller.inventory.Eip;
import dev.causeway.controller.inventory.Eips;
import dev.causeway.controller.inventory.Holder;
import dev.causeway.controller.node.GatewayKind;
import dev.causeway.controller.node.GatewayNode;
import dev.causeway.controller.node.GatewayStates;
import dev.causeway.controller.node.GatewayStatus;
import dev.causeway.controller.node.NodeReports;
import dev.causeway.controller.node.NodeTable;
import dev.causeway.controller.reports.Reports;
import dev.causeway.model.Coded;
import dev.causeway.model.GatewayId;
import dev.causeway.model.NodeId;
import dev.causeway.model.P2cCode;
import dev.causeway.model.ProjectId;
import dev.causeway.model.ResourceId;
import dev.causeway.model.document.HostReport;
import dev.causeway.model.document.ServerReport;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jdbi.v3.core.Handle;

/// Finds and keeps P2C gateways, tells how they are doing, and drops those of which nothing is left.
public final class P2cGateways implements ReportObserver {

    private final Documents documents;
    private final Addresses addresses;
    private final Eips eips;
    private final OnGateways servers;
    private final GatewayStates states;
    private final Clock clock;

    P2cGateways(
            Documents documents,
            Addresses addresses,
            Eips eips,
            OnGateways servers,
            GatewayStates states,
            Clock clock) {
        this.documents = documents;
        this.addresses = addresses;
        this.eips = eips;
        this.servers = servers;
        this.states = states;
        this.clock = clock;
    }

    /// Finds a gateway, whatever its state.
    ///
    /// @throws Coded if the project has no such gateway
    public P2cGateway get(Handle tx, ProjectId project, GatewayId id) {
        return found(P2cGatewayTable.find(tx, one(project, id), ""));
    }

    /// Finds a gateway and keeps it and its server as they are until the transaction ends. It may be on its way
    /// out.
    ///
    /// @throws Coded if the project has no such gateway
    public P2cGateway lock(Handle tx, ProjectId project, GatewayId id) {
        return found(P2cGatewayTable.find(tx, one(project, id), P2cGatewayTable.LOCK));
    }

    /// The same for a change of it or of anything below it.
    ///
    /// @throws Coded if the project has no such gateway, or it is being created or deleted, or is frozen
    public P2cGateway lockChangeable(Handle tx, ProjectId project, GatewayId id) {
        P2cGateway gateway = lock(tx, project, id);
        requireChangeable(gateway, status(tx, gateway));
        return gateway;
    }

    /// The same for what does not go together with an upgrade.
    ///
    /// @throws Coded if the project has no such gateway, or it is being created, deleted or upgraded, or is
    ///     frozen
    P2cGateway lockSettled(Handle tx, ProjectId project, GatewayId id) {
        P2cGateway gateway = lockChangeable(tx, project, id);
        if (P2cJobTable.newest(tx, id).filter(job -> job.open(clock.instant())).isPresent()) {
            throw P2cCode.GATEWAY_BEING_UPDATED.failure();
        }
        return gateway;
    }

    /// The same for what needs a gateway that works.
    ///
    /// @throws Coded if the project has no such gateway, or it is being created, deleted or upgraded, is
    ///     frozen, or does not work
    public P2cGateway lockWorking(Handle tx, ProjectId project, GatewayId id) {
        P2cGateway gateway = lockSettled(tx, project, id);
        if (status(tx, gateway) == GatewayStatus.FAULT) {
            throw P2cCode.GATEWAY_ABNORMAL.failure();
        }
        return gateway;
    }

    /// Finds a gateway among other questions.
    ///
    /// @param which finds it
    /// @return gives it once the questions are answered
    public Supplier<P2cGateway> find(Pipeline asked, Select<GatewayId> which) {
        Supplier<Optional<P2cGateway>> found = P2cGatewayTable.find(asked, which, "");
        return () -> found(found.get());
    }

    /// Finds this gateway if it is the project's, for questions about what a question finds.
    public static Select<GatewayId> one(ProjectId project, GatewayId id) {
        return P2cGatewayTable.one(project, id);
    }

    /// The gateway that a node belongs to.
    public Optional<P2cGateway> ofNode(Handle tx, NodeId node) {
        return NodeTable.gatewayOf(tx, node)
                .flatMap(gateway -> P2cGatewayTable.find(tx, P2cGatewayTable.any(gateway), ""));
    }

    /// The EIP of a gateway, if it has one.
    public Optional<Eip> eip(Handle tx, P2cGateway gateway) {
        NodeId node = gateway.node().id();
        return Optional.ofNullable(eips.ofNodes(tx, List.of(node)).get(node));
    }

    /// How a gateway is doing.
    public GatewayStatus status(Handle tx, P2cGateway gateway) {
        return states.of(tx, gateway);
    }

    /// Says that what the gateway's node shall do has changed, though none of the gateway's own settings has.
    public void touch(Handle tx, P2cGateway gateway) {
        documents.touch(tx, gateway.node().document());
    }

    /// Drops a gateway, and all that belongs to it, when nothing of it is left on a host. Of effect only if the
    /// gateway was to be deleted.
    public void purge(Handle tx, GatewayId id) {
        P2cGatewayTable.find(tx, P2cGatewayTable.any(id), P2cGatewayTable.LOCK)
                .filter(P2cGateway::deleting)
                .filter(gateway ->
                        documents.placements(tx, gateway.node().document()).isEmpty())
                .filter(gateway -> !servers.remain(tx, id))
                .ifPresent(gateway -> remove(tx, gateway));
    }

    /// Nodes, up to the generations of their gateways.
    @Override
    public Map<ResourceId, Measure> measures(Handle tx, Collection<ResourceId> things) {
        return NodeTable.gatewayGenerations(tx, P2cGateway.TYPE.table(), things).entrySet().stream()
                .collect(toMap(
                        Map.Entry::getKey,
                        entry -> new Measure(GatewayNode.document(entry.getKey()), entry.getValue())));
    }

    /// Takes notice of a report: what nodes have applied, which ones fail, and whose daemon was replaced.
    @Override
    public void observe(Handle tx, HostReport report) {
        Instant now = now();
        if (NodeReports.observe(tx, GatewayKind.POINT_TO_CLOUD, report, now)) {
            P2cGatewayTable.markApplied(tx, now);
        }
        if (!report.parts(ServerReport.class).isEmpty()) {
            P2cJobTable.markFinished(tx, now);
        }
    }

    /// The gateway goes before its EIP, as it comes before it: whoever counts them counts in one order.
    private void remove(Handle tx, P2cGateway gateway) {
        GatewayNode node = gateway.node();
        addresses.free(tx, Holder.node(node.id()));
        Optional<Eip> own = eips.release(tx, node.id()).filter(_ -> node.eipOwned());
        servers.remove(tx, gateway.id());
        P2cJobTable.deleteAll(tx, gateway.id());
        P2cGatewayTable.delete(tx, gateway.id());
        Reports.forget(tx, node.id());
        own.ifPresent(eip -> eips.remove(tx, eip));
    }

    /// Finds a gateway, whosever it is, and keeps it as it is until the transaction ends.
    ///
    /// @throws Coded if there is no such gateway
    P2cGateway lock(Handle tx, GatewayId id) {
        return found(P2cGatewayTable.find(tx, P2cGatewayTable.any(id), P2cGatewayTable.LOCK));
    }

    private static P2cGateway found(Optional<P2cGateway> gateway) {
        return gateway.orElseThrow(P2cCode.GATEWAY_MISSING::failure);
    }

    private static void requireChangeable(P2cGateway gateway, GatewayStatus status) {
        if (gateway.deleting()) {
            throw P2cCode.GATEWAY_BEING_DELETED.failure();
        }
        if (gateway.frozen()) {
            throw P2cCode.GATEWAY_NOT_READY.failure();
        }
        if (status == GatewayStatus.PENDING_CREATE) {
            throw P2cCode.GATEWAY_BEING_CREATED.failure();
        }
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }
}
