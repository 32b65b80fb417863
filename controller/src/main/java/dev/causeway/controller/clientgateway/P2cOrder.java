package dev.causeway.controller.clientgateway;

import dev.causeway.controller.database.As;
import dev.causeway.model.GatewayId;
import dev.causeway.model.ProjectId;
import java.time.Instant;
import java.util.Optional;

/// What the operator has agreed with a tenant: a new gateway, or another number of connections for one.
///
/// @param request of the new gateway, as JSON; absent if one is changed
/// @param gateway that is changed, or was made
/// @param mostConnections what the gateway is to have; absent if one is made
/// @param doneAt when the tenant called for it; absent before
record P2cOrder(
        OrderId id,
        ProjectId project,
        Optional<String> request,
        @As("gateway_id") Optional<GatewayId> gateway,
        Optional<Integer> mostConnections,
        Instant createdAt,
        Optional<Instant> doneAt) {

    static P2cOrder ofNew(OrderId id, ProjectId project, String request, Instant now) {
        return new P2cOrder(
                id, project, Optional.of(request), Optional.empty(), Optional.empty(), now, Optional.empty());
    }

    static P2cOrder ofChange(OrderId id, ProjectId project, GatewayId gateway, int connections, Instant now) {
        return new P2cOrder(
                id, project, Optional.empty(), Optional.of(gateway), Optional.of(connections), now, Optional.empty());
    }
}
