package dev.causeway.controller.inventory;

import dev.causeway.controller.resource.ResourceType;
import dev.causeway.model.EipId;
import dev.causeway.model.GatewayId;
import dev.causeway.model.Ipv4;
import dev.causeway.model.NodeId;
import dev.causeway.model.ProjectId;
import java.time.Instant;
import java.util.Optional;

/// An elastic IP address: a public address of a tenant that can be bound to a gateway node.
///
/// @param type the kind of line, such as `5_bgp`: stored and returned
public record Eip(
        EipId id,
        ProjectId project,
        Ipv4 address,
        String type,
        String alias,
        String description,
        Bandwidth bandwidth,
        String enterpriseProject,
        Optional<Binding> binding,
        Instant createdAt,
        Instant updatedAt) {

    static final ResourceType TYPE = new ResourceType("publicips", "EIP", EipId::parse, "eip", "publicIp", "false");

    /// Who has the EIP.
    ///
    /// @param leaving the tenant has taken the EIP from the gateway: the node keeps it until it is replaced or
    ///     gone, and then the EIP stays with the tenant
    public record Binding(GatewayId gateway, NodeId node, boolean leaving) {}
}
