package dev.causeway.controller.gateway;

import dev.causeway.controller.fleet.Documents;
import dev.causeway.controller.fleet.Hosts;
import dev.causeway.controller.inventory.Addresses;
import dev.causeway.controller.inventory.Bandwidths;
import dev.causeway.controller.inventory.Eip;
import dev.causeway.controller.inventory.Eips;
import dev.causeway.controller.inventory.Holder;
import dev.causeway.controller.inventory.NewEip;
import dev.causeway.controller.inventory.Subnet;
import dev.causeway.controller.inventory.Subnets;
import dev.causeway.controller.inventory.Vpcs;
import dev.causeway.controller.inventory.Zones;
import dev.causeway.controller.node.GatewayKind;
import dev.causeway.controller.node.GatewayNode;
import dev.causeway.model.BandwidthId;
import dev.causeway.model.Busy;
import dev.causeway.model.EipId;
import dev.causeway.model.GatewayId;
import dev.causeway.model.HostId;
import dev.causeway.model.InvalidInput;
import dev.causeway.model.NodeId;
import dev.causeway.model.NotFound;
import dev.causeway.model.ProjectId;
import dev.causeway.model.SubnetId;
import dev.causeway.model.VpcId;
import java.time.Instant;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;

/// Finds the places of a new gateway's two nodes: zones, addresses in the VPC, EIPs and hosts.
public final class GatewayPlacement {

    private static final int NODES = 2;

    private final Vpcs vpcs;
    private final Subnets subnets;
    private final Addresses addresses;
    private final Eips eips;
    private final Zones zones;
    private final Documents documents;
    private final Hosts hosts;

    public GatewayPlacement(
            Vpcs vpcs, Subnets subnets, Addresses addresses, Eips eips, Zones zones, Documents documents, Hosts hosts) {
        this.vpcs = vpcs;
        this.subnets = subnets;
        this.addresses = addresses;
        this.eips = eips;
        this.zones = zones;
        this.documents = documents;
        this.hosts = hosts;
    }

    /// Turns a request into a gateway with two nodes that have their addresses.
    ///
    /// @throws InvalidInput if what the request names does not exist or does not fit together
    VpnGateway plan(Handle tx, ProjectId project, GatewayRequest request, Instant now) {
        List<String> chosen = zones(request.zones());
        VpnGateway.Attachment attachment = attachment(tx, project, request);
        var id = GatewayId.random();
        List<GatewayNode> nodes = IntStream.rangeClosed(1, NODES)
                .mapToObj(index -> node(tx, id, index, chosen.get((index - 1) % chosen.size()), attachment, request))
                .toList();
        return new VpnGateway(
                id,
                project,
                request.name(),
                attachment,
                request.localSubnets(),
                request.asNumber(),
                request.flavor(),
                request.haMode(),
                !request.zones().isEmpty(),
                request.enterpriseProject(),
                request.tags(),
                1,
                now,
                now,
                now,
                Optional.empty(),
                false,
                nodes);
    }

    /// Puts each node on a host of its zone; of two hosts, each gets one.
    ///
    /// @throws Busy if no host serves a zone
    void placeNodes(Handle tx, VpnGateway gateway) {
        List<String> zonesOfNodes =
                gateway.nodes().stream().map(GatewayNode::zone).toList();
        Iterator<HostId> chosen =
                hosts.spread(tx, zonesOfNodes, gateway.createdAt()).iterator();
        gateway.nodes().forEach(node -> documents.place(tx, chosen.next(), node.document()));
    }

    /// Keeps the EIPs that the tenant has for it as they are, before anything is counted.
    void keepEips(Handle tx, ProjectId project, GatewayRequest request) {
        eips.keep(
                tx,
                project,
                Stream.of(request.eip1(), request.eip2())
                        .filter(EipRequest.Existing.class::isInstance)
                        .map(EipRequest.Existing.class::cast)
                        .map(EipRequest.Existing::id)
                        .toList());
    }

    /// Gives each node its EIP.
    void bindEips(Handle tx, VpnGateway gateway, GatewayRequest request) {
        if (request.eip1() instanceof EipRequest.Existing && request.eip1().equals(request.eip2())) {
            throw InvalidInput.at("eip2", "must be another EIP than eip1");
        }
        bind(tx, gateway, 1, request.eip1());
        bind(tx, gateway, 2, request.eip2());
    }

    /// Gives a node an EIP that the tenant has.
    ///
    /// @param field where the request names it
    void bindEip(Handle tx, VpnGateway gateway, GatewayNode node, EipId eip, String field) {
        named(field, () -> eips.bind(tx, gateway.project(), eip, gateway.id(), node.id()));
    }

    private void bind(Handle tx, VpnGateway gateway, int index, EipRequest wanted) {
        GatewayNode node = gateway.nodes().get(index - 1);
        String field = "eip" + index;
        switch (wanted) {
            case EipRequest.Existing(EipId id) -> bindEip(tx, gateway, node, id, field + ".id");
            case EipRequest.Fresh fresh ->
                make(
                        tx,
                        gateway,
                        node,
                        field,
                        fresh.type(),
                        new NewEip.Limit.Own(
                                Optional.of(fresh.bandwidthName().text()), fresh.megabits(), fresh.chargeMode()));
            case EipRequest.Sharing(String type, BandwidthId id) -> {
                named(field + ".bandwidth_id", () -> Bandwidths.shared(tx, gateway.project(), id));
                make(tx, gateway, node, field, type, new NewEip.Limit.Shared(id));
            }
        }
    }

    private void make(Handle tx, VpnGateway gateway, GatewayNode node, String field, String type, NewEip.Limit limit) {
        NewEip wanted = NewEip.of(type, limit, gateway.enterpriseProject());
        Eip made = eips.createAt(tx, gateway.project(), wanted, field, field + ".bandwidth_id");
        bindEip(tx, gateway, node, made.id(), field);
    }

    private GatewayNode node(
            Handle tx,
            GatewayId gateway,
            int index,
            String zone,
            VpnGateway.Attachment attachment,
            GatewayRequest request) {
        var id = NodeId.random();
        EipRequest eip = index == 1 ? request.eip1() : request.eip2();
        return new GatewayNode(
                id,
                gateway,
                GatewayKind.SITE_TO_CLOUD,
                index,
                zone,
                !(eip instanceof EipRequest.Existing),
                addresses.allocate(tx, attachment.subnet(), Holder.node(id)),
                0,
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    private VpnGateway.Attachment attachment(Handle tx, ProjectId project, GatewayRequest request) {
        VpcId vpc = request.vpc();
        VpcId accessVpc = request.accessVpc().orElse(vpc);
        named("vpc_id", () -> vpcs.lockLiving(tx, project, vpc));
        named("access_vpc_id", () -> vpcs.lockLiving(tx, project, accessVpc));
        if (!accessVpc.equals(vpc) && request.accessSubnet().isEmpty()) {
            throw InvalidInput.at("access_subnet_id", "is missing, though access_vpc_id is not vpc_id");
        }
        SubnetId accessId = request.accessSubnet().orElse(request.connectSubnet());
        Subnet subnet = subnet(tx, project, vpc, request.connectSubnet(), "connect_subnet");
        Subnet access = subnet(tx, project, accessVpc, accessId, "access_subnet_id");
        requireIdle(tx, subnet, access);
        return new VpnGateway.Attachment(vpc, subnet.id(), accessVpc, access.id());
    }

    private Subnet subnet(Handle tx, ProjectId project, VpcId vpc, SubnetId id, String field) {
        Subnet subnet = named(field, () -> subnets.find(tx, project, id));
        if (!subnet.vpc().equals(vpc)) {
            throw InvalidInput.at(field, "subnet %s does not belong to VPC %s", id, vpc);
        }
        return subnet;
    }

    /// Two addresses for each of the two purposes, as clients know it; what is not needed here stays idle.
    private void requireIdle(Handle tx, Subnet subnet, Subnet access) {
        boolean same = subnet.id().equals(access.id());
        int needed = same ? 2 * NODES : NODES;
        for (Subnet each : same ? List.of(subnet) : List.of(subnet, access)) {
            if (addresses.idle(tx, each) < needed) {
                throw InvalidInput.at(
                        each.id().equals(subnet.id()) ? "connect_subnet" : "access_subnet_id",
                        "subnet %s needs at least %d idle IP addresses",
                        each.id(),
                        needed);
            }
        }
    }

    private List<String> zones(List<String> asked) {
        int needed = Math.min(NODES, zones.names().size());
        if (asked.isEmpty()) {
            return zones.names().subList(0, needed);
        }
        boolean known = zones.names().containsAll(asked) && new HashSet<>(asked).size() == asked.size();
        if (asked.size() != needed || !known) {
            throw InvalidInput.at(
                    "availability_zone_ids", "must name %d of %s", needed, String.join(", ", zones.names()));
        }
        return asked;
    }

    /// What the request names and does not exist, or cannot be had, is a fault of the request.
    private static <T> T named(String field, Supplier<T> work) {
        try {
            return InvalidInput.within(field, work);
        } catch (NotFound e) {
            throw InvalidInput.at(field, "%s", e.getMessage());
        }
    }
}
