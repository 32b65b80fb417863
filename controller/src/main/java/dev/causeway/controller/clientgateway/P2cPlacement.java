package dev.causeway.controller.clientgateway;

import dev.causeway.controller.database.Database;
import dev.causeway.controller.fleet.Documents;
import dev.causeway.controller.fleet.Hosts;
import dev.causeway.controller.inventory.Addresses;
import dev.causeway.controller.inventory.Eip;
import dev.causeway.controller.inventory.Eips;
import dev.causeway.controller.inventory.Holder;
import dev.causeway.controller.inventory.NewEip;
import dev.causeway.controller.inventory.ShareType;
import dev.causeway.controller.inventory.Subnets;
import dev.causeway.controller.inventory.Vpcs;
import dev.causeway.controller.inventory.Zones;
import dev.causeway.controller.node.GatewayKind;
import dev.causeway.controller.node.GatewayNode;
import dev.causeway.model.Busy;
import dev.causeway.model.EipId;
import dev.causeway.model.GatewayId;
import dev.causeway.model.HostId;
import dev.causeway.model.InvalidInput;
import dev.causeway.model.Ipv4;
import dev.causeway.model.NodeId;
import dev.causeway.model.NotFound;
import dev.causeway.model.P2cCode;
import dev.causeway.model.ProjectId;
import dev.causeway.model.VpcId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.JdbiException;

/// Finds the place of a new gateway's node: zone, address in the VPC, EIP and host.
final class P2cPlacement {

    private static final int ZONES = 2;
    private static final int FIRST = 1;

    private final Vpcs vpcs;
    private final Subnets subnets;
    private final Addresses addresses;
    private final Eips eips;
    private final Zones zones;
    private final Documents documents;
    private final Hosts hosts;

    P2cPlacement(
            Vpcs vpcs, Subnets subnets, Addresses addresses, Eips eips, Zones zones, Documents documents, Hosts hosts) {
        this.vpcs = vpcs;
        this.subnets = subnets;
        this.addresses = addresses;
        this.eips = eips;
        this.zones = zones;
        this.documents = documents;
        this.hosts = hosts;
    }

    /// Turns a request into a gateway with a node that has its address.
    ///
    /// @throws InvalidInput if what the request names does not exist or does not fit together
    P2cGateway plan(Handle tx, ProjectId project, P2cGatewayRequest request, Optional<String> order, Instant now) {
        List<String> chosen = zones(request.zones());
        requireSubnet(tx, project, request);
        var id = GatewayId.random();
        return new P2cGateway(
                id,
                project,
                request.name(),
                request.vpc(),
                request.subnet(),
                request.flavor(),
                chosen,
                request.mostConnections(),
                request.enterpriseProject(),
                order,
                Optional.empty(),
                request.tags(),
                1,
                now,
                now,
                now,
                Optional.empty(),
                false,
                List.of(node(tx, id, chosen.getFirst(), request)));
    }

    /// Puts the node on a host of its zone.
    ///
    /// @throws dev.causeway.model.Coded if no host serves the zone
    void placeNode(Handle tx, P2cGateway gateway) {
        documents.place(tx, host(tx, gateway), gateway.node().document());
    }

    /// Keeps the EIP that the tenant has for it as it is, before anything is counted.
    void keepEip(Handle tx, ProjectId project, P2cGatewayRequest request) {
        request.eip()
                .filter(ClientEip.Brought.class::isInstance)
                .map(ClientEip.Brought.class::cast)
                .ifPresent(brought -> eips.keep(tx, project, List.of(brought.id())));
    }

    /// Gives the node its EIP.
    void bindEip(Handle tx, P2cGateway gateway, ClientEip wanted) {
        switch (wanted) {
            case ClientEip.Brought(EipId id) -> bind(tx, gateway, id, "eip.id");
            case ClientEip.Made made ->
                eips.bind(
                        tx,
                        gateway.project(),
                        make(tx, gateway, made).id(),
                        gateway.id(),
                        gateway.node().id());
        }
    }

    /// Gives the node an EIP that the tenant has.
    ///
    /// @param field where the request names it
    void bind(Handle tx, P2cGateway gateway, EipId id, String field) {
        eips.keep(tx, gateway.project(), List.of(id));
        Eip eip = found(tx, gateway.project(), id, field);
        if (eip.binding().isPresent()) {
            throw P2cCode.EIP_BOUND.of(id).at(field);
        }
        if (eip.bandwidth().shareType() == ShareType.WHOLE) {
            throw P2cCode.EIP_SHARES_BANDWIDTH.of(id).at(field);
        }
        int megabits = eip.bandwidth().size();
        if (megabits > ClientFlavor.MEGABITS) {
            throw ClientEip.tooLarge(megabits).at(field);
        }
        eips.bind(tx, gateway.project(), id, gateway.id(), gateway.node().id());
    }

    private Eip found(Handle tx, ProjectId project, EipId id, String field) {
        try {
            return eips.find(tx, project, id);
        } catch (NotFound _) {
            throw P2cCode.EIP_MISSING.of(id).at(field);
        }
    }

    private Eip make(Handle tx, P2cGateway gateway, ClientEip.Made made) {
        var limit = new NewEip.Limit.Own(Optional.of(made.bandwidthName().text()), made.megabits(), made.chargeMode());
        var wanted = NewEip.of(made.type(), limit, gateway.enterpriseProject());
        try {
            return eips.create(tx, gateway.project(), wanted);
        } catch (InvalidInput _) {
            throw P2cCode.EIPS_SOLD_OUT.of(made.type()).at("eip");
        } catch (JdbiException e) {
            throw Database.violates(e, Eips.QUOTA) ? P2cCode.EIP_QUOTA.at("eip") : e;
        }
    }

    private HostId host(Handle tx, P2cGateway gateway) {
        try {
            return hosts.spread(tx, List.of(gateway.node().zone()), gateway.createdAt())
                    .getFirst();
        } catch (Busy e) {
            throw P2cCode.NO_RESOURCES.fault().because("%s", e.getMessage()).failure();
        }
    }

    private GatewayNode node(Handle tx, GatewayId gateway, String zone, P2cGatewayRequest request) {
        var id = NodeId.random();
        boolean owned = request.eip().filter(ClientEip.Made.class::isInstance).isPresent();
        Ipv4 address = address(tx, id, request);
        return new GatewayNode(
                id,
                gateway,
                GatewayKind.POINT_TO_CLOUD,
                FIRST,
                zone,
                owned,
                address,
                0,
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    private Ipv4 address(Handle tx, NodeId node, P2cGatewayRequest request) {
        try {
            return addresses.allocate(tx, request.subnet(), Holder.node(node));
        } catch (InvalidInput _) {
            throw P2cCode.SUBNET_FULL.of(request.subnet()).at("connect_subnet");
        }
    }

    /// The VPC stays as it is until the transaction ends.
    private void requireSubnet(Handle tx, ProjectId project, P2cGatewayRequest request) {
        try {
            vpcs.lockLiving(tx, project, request.vpc());
        } catch (NotFound _) {
            throw P2cCode.VPC_MISSING.of(request.vpc()).at("vpc_id");
        }
        if (!vpc(tx, project, request).equals(request.vpc())) {
            throw P2cCode.SUBNET_OF_OTHER_VPC
                    .of(request.subnet(), request.vpc())
                    .at("connect_subnet");
        }
    }

    private VpcId vpc(Handle tx, ProjectId project, P2cGatewayRequest request) {
        try {
            return subnets.find(tx, project, request.subnet()).vpc();
        } catch (NotFound _) {
            throw P2cCode.SUBNET_MISSING.of(request.subnet()).at("connect_subnet");
        }
    }

    private List<String> zones(List<String> asked) {
        int needed = Math.min(ZONES, zones.names().size());
        if (asked.isEmpty()) {
            return zones.names().subList(0, needed);
        }
        if (asked.size() != needed) {
            throw P2cCode.TWO_ZONES_NEEDED
                    .fault()
                    .because("must name %d of %s", needed, String.join(", ", zones.names()))
                    .at("availability_zone_ids");
        }
        if (!zones.names().containsAll(asked)) {
            throw InvalidInput.at(
                    "availability_zone_ids", "must name %d of %s", needed, String.join(", ", zones.names()));
        }
        return asked;
    }
}
