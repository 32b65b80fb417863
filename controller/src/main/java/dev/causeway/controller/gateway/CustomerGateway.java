package dev.causeway.controller.gateway;

import dev.causeway.controller.database.As;
import dev.causeway.controller.database.Joined;
import dev.causeway.controller.resource.ResourceName;
import dev.causeway.controller.resource.ResourceType;
import dev.causeway.controller.resource.Tag;
import dev.causeway.model.CustomerGatewayId;
import dev.causeway.model.Ipv4;
import dev.causeway.model.ProjectId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// The customer's device at the other end of connections, known by its public address.
public record CustomerGateway(
        CustomerGatewayId id,
        ProjectId project,
        ResourceName name,
        Ipv4 address,
        @As("bgp_asn") Optional<AsNumber> asNumber,
        @Joined List<Tag> tags,
        Instant createdAt,
        Instant updatedAt) {

    public static final ResourceType TYPE = new ResourceType(
            "customer-gateway",
            "customer gateway",
            CustomerGatewayId::parse,
            "customer_gateway",
            "customer_gateway",
            "false");

    public CustomerGateway {
        tags = List.copyOf(tags);
    }

    /// How clients of the API's first versions call the two kinds of device.
    public String routeMode() {
        return asNumber.isPresent() ? "bgp" : "static";
    }
}
