package dev.causeway.controller.clientgateway;

import dev.causeway.controller.resource.ResourceName;
import dev.causeway.controller.web.JsonReader;
import dev.causeway.model.EipId;
import java.util.Optional;

/// The body of a request to change a P2C gateway. What is absent stays as it is.
record P2cGatewayUpdate(Optional<ResourceName> name, Optional<EipId> eip) {

    static P2cGatewayUpdate read(JsonReader in) {
        return new P2cGatewayUpdate(in.optional("name", P2cGatewayRequest::name), in.optional("eip_id", EipId::parse));
    }
}
