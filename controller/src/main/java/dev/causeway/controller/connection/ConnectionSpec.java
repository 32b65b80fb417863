package dev.causeway.controller.connection;

import dev.causeway.controller.database.Under;
import dev.causeway.controller.resource.ResourceName;
import dev.causeway.model.IpsecSettings;

/// What a tenant wants of a connection and may change later. A request makes one, and an update makes one of another.
///
/// @param tunnel the addresses inside the tunnel
public record ConnectionSpec(
        ResourceName name,
        SteeringSpec steering,
        TunnelAddresses tunnel,
        @Under("ike_") IkeProfile ike,
        @Under("ipsec_") IpsecSettings ipsec) {}
