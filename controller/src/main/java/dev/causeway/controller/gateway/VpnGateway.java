package dev.causeway.controller.gateway;

import dev.causeway.controller.database.As;
import dev.causeway.controller.database.Joined;
import dev.causeway.controller.node.GatewayNode;
import dev.causeway.controller.node.PlacedGateway;
import dev.causeway.controller.resource.ResourceName;
import dev.causeway.controller.resource.ResourceType;
import dev.causeway.controller.resource.Tag;
import dev.causeway.model.GatewayId;
import dev.causeway.model.HaMode;
import dev.causeway.model.Prefix;
import dev.causeway.model.ProjectId;
import dev.causeway.model.SubnetId;
import dev.causeway.model.VpcId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// A public VPN gateway on a VPC, as it is wanted.
///
/// @param zonesChosen whether the tenant named the availability zones, rather than Causeway
/// @param generation rises with every change that the data plane must follow
/// @param changedAt when the generation last rose: what deadlines count from
/// @param appliedAt when it first worked; empty before
public record VpnGateway(
        GatewayId id,
        ProjectId project,
        ResourceName name,
        Attachment attachment,
        List<Prefix> localSubnets,
        @As("bgp_asn") AsNumber asNumber,
        Flavor flavor,
        HaMode haMode,
        boolean zonesChosen,
        @As("enterprise_project_id") String enterpriseProject,
        @Joined List<Tag> tags,
        long generation,
        Instant createdAt,
        Instant updatedAt,
        Instant changedAt,
        Optional<Instant> appliedAt,
        boolean deleting,
        @Joined List<GatewayNode> nodes)
        implements PlacedGateway {

    public static final ResourceType TYPE =
            new ResourceType("vpn-gateway", "VPN gateway", GatewayId::parse, "vpn_gateway", "vpn_gateway", "deleting");

    public VpnGateway {
        localSubnets = List.copyOf(localSubnets);
        tags = List.copyOf(tags);
        nodes = List.copyOf(nodes);
    }

    VpnGateway with(List<GatewayNode> itsNodes) {
        return new VpnGateway(
                id,
                project,
                name,
                attachment,
                localSubnets,
                asNumber,
                flavor,
                haMode,
                zonesChosen,
                enterpriseProject,
                tags,
                generation,
                createdAt,
                updatedAt,
                changedAt,
                appliedAt,
                deleting,
                itsNodes);
    }

    /// Where the gateway meets the cloud.
    ///
    /// @param vpc the VPC that customers reach through it
    /// @param subnet where its nodes have their addresses
    /// @param accessVpc the VPC from which a private gateway would reach its customers; kept and returned only
    public record Attachment(VpcId vpc, SubnetId subnet, VpcId accessVpc, SubnetId accessSubnet) {}
}
