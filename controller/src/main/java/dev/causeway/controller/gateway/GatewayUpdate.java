package dev.causeway.controller.gateway;

import dev.causeway.controller.resource.ResourceName;
import dev.causeway.controller.web.JsonReader;
import dev.causeway.model.EipId;
import dev.causeway.model.Prefix;
import java.util.List;
import java.util.Optional;

/// The body of a request to change a gateway. What is absent stays as it is.
record GatewayUpdate(
        Optional<ResourceName> name, Optional<List<Prefix>> localSubnets, Optional<EipId> eip1, Optional<EipId> eip2) {

    static GatewayUpdate read(JsonReader in) {
        GatewayRequest.refuseIpv6AndTemplate(in);
        return new GatewayUpdate(
                in.optional("name", ResourceName::new),
                LocalSubnets.optional(in),
                in.optional("eip_id_1", EipId::parse),
                in.optional("eip_id_2", EipId::parse));
    }
}
