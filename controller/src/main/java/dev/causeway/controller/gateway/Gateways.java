package dev.causeway.controller.gateway;

import static java.util.stream.Collectors.joining;
import static java.util.stream.Collectors.toMap;

import dev.causeway.controller.database.Pipeline;
import dev.causeway.controller.database.Questions;
import dev.causeway.controller.database.Select;
import dev.causeway.controller.feature.ReportObserver;
import dev.causeway.controller.fleet.Documents;
import dev.causeway.controller.inventory.Addresses;
import dev.causeway.controller.inventory.Eip;
import dev.causeway.controller.inventory.Eips;
import dev.causeway.controller.inventory.Holder;
import dev.causeway.controller.node.GatewayKind;
import dev.causeway.controller.node.GatewayNode;
import dev.causeway.controller.node.GatewayNodeView;
import dev.causeway.controller.node.GatewayStates;
import dev.causeway.controller.node.GatewayStatus;
import dev.causeway.controller.node.NodeReports;
import dev.causeway.controller.node.NodeTable;
import dev.causeway.controller.reports.Reports;
import dev.causeway.controller.resource.Moments;
import dev.causeway.model.EipId;
import dev.causeway.model.GatewayId;
import dev.causeway.model.InvalidInput;
import dev.causeway.model.NodeId;
import dev.causeway.model.NotFound;
import dev.causeway.model.NotReady;
import dev.causeway.model.Prefix;
import dev.causeway.model.ProjectId;
import dev.causeway.model.ResourceId;
import dev.causeway.model.VpcId;
import dev.causeway.model.document.HostReport;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jdbi.v3.core.Handle;

/// The rules for VPN gateways.
public final class Gateways implements ReportObserver {

    private final Questions questions;
    private final Documents documents;
    private final Addresses addresses;
    private final Eips eips;
    private final GatewayUsers users;
    private final GatewayPlacement placement;
    private final GatewayStates states;
    private final ShownGateways shown;
    private final Clock clock;

    public Gateways(
            Questions questions,
            Documents documents,
            Addresses addresses,
            Eips eips,
            GatewayUsers users,
            GatewayPlacement placement,
            GatewayStates states,
            Clock clock) {
        this.questions = questions;
        this.documents = documents;
        this.addresses = addresses;
        this.eips = eips;
        this.users = users;
        this.placement = placement;
        this.states = states;
        this.shown = new ShownGateways(users, states, clock);
        this.clock = clock;
    }

    /// A gateway with all that is shown of it.
    ///
    /// @param since when it has had that status
    record Shown(
            VpnGateway gateway,
            GatewayStatus status,
            Instant since,
            List<GatewayNodeView> nodes,
            Map<NodeId, Eip> eips,
            GatewayUser.Usage usage) {}

    Shown create(Handle tx, ProjectId project, GatewayRequest request) {
        Instant now = Moments.next(tx, VpnGateway.TYPE, project, clock.instant());
        placement.keepEips(tx, project, request);
        VpnGateway gateway = placement.plan(tx, project, request, now);
        GatewayTable.insert(tx, gateway);
        placement.bindEips(tx, gateway, request);
        placement.placeNodes(tx, gateway);
        return show(tx, project, gateway.id());
    }

    Shown get(ProjectId project, GatewayId id) {
        return list(project, GatewayTable.Filter.one(id)).stream().findFirst().orElseThrow(() -> notFound(id));
    }

    List<Shown> list(ProjectId project, GatewayTable.Filter filter) {
        return shown.of(GatewayTable.some(project, filter), questions::ask);
    }

    /// Finds a gateway inside a transaction.
    ///
    /// @throws NotFound if the project has no such gateway
    public VpnGateway get(Handle tx, ProjectId project, GatewayId id) {
        return own(project, id, GatewayTable.find(tx, id));
    }

    /// Finds a gateway and keeps it and the set of its connections as they are until the transaction ends.
    ///
    /// @throws NotFound if the project has no such gateway
    /// @throws NotReady if it is being deleted
    VpnGateway lockLiving(Handle tx, ProjectId project, GatewayId id) {
        return living(lock(tx, project, id));
    }

    /// The same among other questions, for what begins to use it.
    ///
    /// @return gives it once the questions are answered, or throws the same
    public Supplier<VpnGateway> lockLiving(Pipeline asked, ProjectId project, GatewayId id) {
        Supplier<Optional<VpnGateway>> found = GatewayTable.find(asked, one(id), GatewayTable.LOCK);
        return () -> living(own(project, id, found.get()));
    }

    /// The same for one that what uses it has found, and that may be on its way out.
    ///
    /// @param which finds it
    public Supplier<VpnGateway> lock(Pipeline asked, Select<GatewayId> which) {
        Supplier<Optional<VpnGateway>> found = GatewayTable.find(asked, which, GatewayTable.LOCK);
        return () -> found.get().orElseThrow();
    }

    /// The same without keeping it.
    public Supplier<VpnGateway> find(Pipeline asked, Select<GatewayId> which) {
        Supplier<Optional<VpnGateway>> found = GatewayTable.find(asked, which, "");
        return () -> found.get().orElseThrow();
    }

    /// Finds a gateway among other questions.
    ///
    /// @return gives it once the questions are answered, or throws [NotFound] if the project has no such gateway
    public Supplier<VpnGateway> find(Pipeline asked, ProjectId project, GatewayId id) {
        Supplier<Optional<VpnGateway>> found = GatewayTable.find(asked, one(id), "");
        return () -> own(project, id, found.get());
    }

    /// Finds this gateway, for questions about what a question finds.
    public static Select<GatewayId> one(GatewayId id) {
        return Select.of(row -> row.id("id", GatewayId::new), "SELECT ?::uuid AS id", id);
    }

    private static VpnGateway living(VpnGateway gateway) {
        if (gateway.deleting()) {
            throw notReady(gateway, "DELETING");
        }
        return gateway;
    }

    /// The same for a gateway that may be on its way out.
    VpnGateway lock(Handle tx, ProjectId project, GatewayId id) {
        return own(project, id, GatewayTable.lock(tx, id));
    }

    /// The gateway that a node belongs to.
    public Optional<VpnGateway> ofNode(Handle tx, NodeId node) {
        return NodeTable.gatewayOf(tx, node).flatMap(id -> GatewayTable.find(tx, id));
    }

    /// Nodes, up to the generations of their gateways.
    @Override
    public Map<ResourceId, Measure> measures(Handle tx, Collection<ResourceId> things) {
        return NodeTable.gatewayGenerations(tx, VpnGateway.TYPE.table(), things).entrySet().stream()
                .collect(toMap(
                        Map.Entry::getKey,
                        entry -> new Measure(GatewayNode.document(entry.getKey()), entry.getValue())));
    }

    /// The gateways through which customers reach a VPC.
    public List<VpnGateway> inVpc(Handle tx, VpcId vpc) {
        return GatewayTable.inVpc(tx, vpc);
    }

    Shown update(Handle tx, ProjectId project, GatewayId id, GatewayUpdate update) {
        VpnGateway gateway = lockLiving(tx, project, id);
        requireCreated(tx, gateway);
        Instant now = now();
        update.name().ifPresent(name -> GatewayTable.rename(tx, id, name, now));
        boolean firstMoved = rebind(tx, gateway, 1, update.eip1(), now);
        boolean secondMoved = rebind(tx, gateway, 2, update.eip2(), now);
        boolean reshaped = update.localSubnets()
                .filter(subnets -> !subnets.equals(gateway.localSubnets()))
                .isPresent();
        if (firstMoved || secondMoved || reshaped) {
            var subnets = update.localSubnets().orElse(gateway.localSubnets());
            requireApart(tx, gateway, subnets);
            requireSources(tx, gateway, subnets);
            GatewayTable.change(tx, id, subnets, now);
            gateway.nodes().forEach(node -> documents.touch(tx, node.document()));
        }
        return show(tx, project, id);
    }

    /// Lets a gateway carry more.
    Shown upgrade(Handle tx, ProjectId project, GatewayId id, Flavor flavor) {
        VpnGateway gateway = lockLiving(tx, project, id);
        requireCreated(tx, gateway);
        List<Flavor> upgrades = gateway.flavor().upgrades();
        if (!upgrades.contains(flavor)) {
            throw InvalidInput.at(
                    "flavor",
                    "is no upgrade of %s; accepted: %s, not %s",
                    gateway.flavor().word(),
                    upgrades.isEmpty()
                            ? "none"
                            : upgrades.stream().map(Flavor::word).collect(joining(", ")),
                    flavor.word());
        }
        GatewayTable.upgrade(tx, id, flavor, now());
        gateway.nodes().forEach(node -> documents.touch(tx, node.document()));
        return show(tx, project, id);
    }

    /// Begins to delete a gateway. It is gone when nothing of its nodes remains on their hosts.
    void delete(Handle tx, ProjectId project, GatewayId id) {
        VpnGateway gateway = lock(tx, project, id);
        if (gateway.deleting()) {
            return;
        }
        requireCreated(tx, gateway);
        if (users.any(tx, id)) {
            throw new InvalidInput("VPN gateway %s has connection", id);
        }
        GatewayTable.markDeleting(tx, id, now());
        gateway.nodes().forEach(node -> documents.withdraw(tx, node.document()));
    }

    /// Takes notice of a report: what nodes have applied, and which ones fail.
    @Override
    public void observe(Handle tx, HostReport report) {
        Instant now = now();
        if (NodeReports.observe(tx, GatewayKind.SITE_TO_CLOUD, report, now)) {
            GatewayTable.markApplied(tx, now);
        }
    }

    /// Drops the gateway of a node when nothing of any of its nodes is left on a host. Of effect only if
    /// the gateway was to be deleted.
    public void purge(Handle tx, NodeId node) {
        NodeTable.gatewayOf(tx, node).ifPresent(id -> {
            GatewayTable.lock(tx, id)
                    .filter(VpnGateway::deleting)
                    .filter(gateway -> gateway.nodes().stream()
                            .allMatch(each ->
                                    documents.placements(tx, each.document()).isEmpty()))
                    .ifPresent(gateway -> remove(tx, gateway));
        });
    }

    private static VpnGateway own(ProjectId project, GatewayId id, Optional<VpnGateway> found) {
        return found.filter(gateway -> gateway.project().equals(project)).orElseThrow(() -> notFound(id));
    }

    /// The gateway goes before its EIPs, as it comes before them: whoever counts them counts in one order.
    private void remove(Handle tx, VpnGateway gateway) {
        List<Eip> own = new ArrayList<>();
        for (GatewayNode node : gateway.nodes()) {
            addresses.free(tx, Holder.node(node.id()));
            Reports.forget(tx, node.id());
            if (node.eipOwned()) {
                eips.release(tx, node.id()).ifPresent(own::add);
            } else {
                eips.unbind(tx, node.id());
            }
        }
        GatewayTable.delete(tx, gateway.id());
        own.forEach(eip -> eips.remove(tx, eip));
    }

    /// @return whether the node has another EIP now
    private boolean rebind(Handle tx, VpnGateway gateway, int index, Optional<EipId> wanted, Instant now) {
        GatewayNode node = gateway.nodes().get(index - 1);
        Optional<Eip> bound =
                Optional.ofNullable(eips.ofNodes(tx, List.of(node.id())).get(node.id()));
        boolean keeps = bound.filter(eip -> eip.id().equals(wanted.orElse(eip.id())))
                .flatMap(Eip::binding)
                .filter(binding -> wanted.isEmpty() || !binding.leaving())
                .isPresent();
        if (wanted.isEmpty() || keeps) {
            return false;
        }
        eips.unbind(tx, node.id());
        NodeTable.disownEip(tx, node.id());
        placement.bindEip(tx, gateway, node, wanted.get(), "eip_id_" + index);
        users.addressChanged(tx, node.id(), now);
        return true;
    }

    /// Checks the local subnets that are new.
    private void requireApart(Handle tx, VpnGateway gateway, List<Prefix> subnets) {
        List<Prefix> added = subnets.stream()
                .filter(subnet -> !gateway.localSubnets().contains(subnet))
                .toList();
        users.peerSubnetInside(tx, gateway.id(), added).ifPresent(peer -> {
            throw InvalidInput.at("local_subnets", "a connection leads to %s, which lies in one of them", peer);
        });
    }

    /// Checks that no policy rule loses its source.
    private void requireSources(Handle tx, VpnGateway gateway, List<Prefix> subnets) {
        users.sources(tx, gateway.id()).stream()
                .filter(source -> LocalSubnets.cover(gateway.localSubnets(), source))
                .filter(source -> !LocalSubnets.cover(subnets, source))
                .findFirst()
                .ifPresent(source -> {
                    throw InvalidInput.at(
                            "local_subnets",
                            "a policy rule of a connection has the source %s, which would" + " lie outside",
                            source);
                });
    }

    private void requireCreated(Handle tx, VpnGateway gateway) {
        if (states.of(tx, gateway) == GatewayStatus.PENDING_CREATE) {
            throw notReady(gateway, "CREATING");
        }
    }

    private static NotFound notFound(GatewayId id) {
        return new NotFound("VPN gateway %s is not found", id);
    }

    private static NotReady notReady(VpnGateway gateway, String doing) {
        return new NotReady("resource (type=GATEWAY, ID=%s) is not ready, currently %s", gateway.id(), doing);
    }

    private Shown show(Handle tx, ProjectId project, GatewayId id) {
        return shown.of(GatewayTable.some(project, GatewayTable.Filter.one(id)), several -> several.run(tx))
                .getFirst();
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }
}
