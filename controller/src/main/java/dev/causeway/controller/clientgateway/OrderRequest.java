package dev.causeway.controller.clientgateway;

import dev.causeway.controller.web.Call;
import dev.causeway.controller.web.Json;
import dev.causeway.controller.web.JsonReader;
import dev.causeway.model.GatewayId;
import dev.causeway.model.ProjectId;

/// The body of a request for an order.
sealed interface OrderRequest {

    ProjectId project();

    /// Of a new gateway.
    ///
    /// @param gateway the request for it, as JSON, which was read without a violation
    record OfNew(ProjectId project, String gateway) implements OrderRequest {}

    /// Of another number of connections for a gateway.
    record OfChange(ProjectId project, GatewayId gateway, int connections) implements OrderRequest {}

    String NEW = "p2c_vpn_gateway";
    String CHANGED = "p2c_vgw_id";

    static OrderRequest read(Call call) {
        return call.read(in -> {
            ProjectId project = in.required("project_id", ProjectId::new);
            return in.has(CHANGED) ? change(in, project) : ofNew(call, in, project);
        });
    }

    private static OfNew ofNew(Call call, JsonReader in, ProjectId project) {
        in.requiredObject(NEW, P2cGatewayRequest::read);
        return new OfNew(project, Json.read(call.content().bytes()).path(NEW).toString());
    }

    private static OfChange change(JsonReader in, ProjectId project) {
        if (in.has(NEW)) {
            in.violation(NEW, "must not stand beside %s: an order makes a gateway or changes one", CHANGED);
        }
        if (!in.has(P2cGatewayRequest.CONNECTIONS)) {
            in.violation(P2cGatewayRequest.CONNECTIONS, "is missing");
        }
        return new OfChange(
                project,
                in.required(CHANGED, GatewayId::parse),
                P2cGatewayRequest.connections(in).orElse(1));
    }
}
