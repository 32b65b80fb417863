package dev.causeway.controller.clientgateway;

import dev.causeway.controller.database.As;
import dev.causeway.controller.database.Joined;
import dev.causeway.controller.node.GatewayNode;
import dev.causeway.controller.node.PlacedGateway;
import dev.causeway.controller.resource.ResourceName;
import dev.causeway.controller.resource.ResourceType;
import dev.causeway.controller.resource.Tag;
import dev.causeway.model.GatewayId;
import dev.causeway.model.ProjectId;
import dev.causeway.model.SubnetId;
import dev.causeway.model.VpcId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// A P2C VPN gateway, as it is wanted: what clients connect to.
///
/// @param vpc that clients reach through it
/// @param subnet where its node has its address
/// @param zones in the order of the request; the node lies in the first
/// @param mostConnections how many clients may be connected at once
/// @param order that made it, if one did
/// @param frozenEffect absent while it is in service
/// @param generation rises with every change that the data plane must follow
/// @param changedAt when the generation last rose: what deadlines count from
/// @param appliedAt when it first worked; empty before
public record P2cGateway(
        GatewayId id,
        ProjectId project,
        ResourceName name,
        VpcId vpc,
        SubnetId subnet,
        ClientFlavor flavor,
        List<String> zones,
        int mostConnections,
        @As("enterprise_project_id") String enterpriseProject,
        @As("order_id") Optional<String> order,
        Optional<FrozenEffect> frozenEffect,
        @Joined List<Tag> tags,
        long generation,
        Instant createdAt,
        Instant updatedAt,
        Instant changedAt,
        Optional<Instant> appliedAt,
        boolean deleting,
        @Joined List<GatewayNode> nodes)
        implements PlacedGateway {

    public static final ResourceType TYPE = new ResourceType(
            "p2c-vpn-gateways", "P2C VPN gateway", GatewayId::parse, "p2c_gateway", "p2c_vpn_gateway", "deleting");

    public P2cGateway {
        zones = List.copyOf(zones);
        tags = List.copyOf(tags);
        nodes = List.copyOf(nodes);
    }

    /// The one node that it has.
    public GatewayNode node() {
        return nodes.getFirst();
    }

    @Override
    public boolean frozen() {
        return frozenEffect.isPresent();
    }

    P2cGateway with(List<GatewayNode> itsNodes) {
        return new P2cGateway(
                id,
                project,
                name,
                vpc,
                subnet,
                flavor,
                zones,
                mostConnections,
                enterpriseProject,
                order,
                frozenEffect,
                tags,
                generation,
                createdAt,
                updatedAt,
                changedAt,
                appliedAt,
                deleting,
                itsNodes);
    }
}
