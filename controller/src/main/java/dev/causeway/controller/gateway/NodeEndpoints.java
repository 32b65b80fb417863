package dev.causeway.controller.gateway;

import dev.causeway.controller.database.Database;
import dev.causeway.controller.web.Call;
import dev.causeway.controller.web.JsonReader;
import dev.causeway.controller.web.Method;
import dev.causeway.controller.web.Reply;
import dev.causeway.controller.web.Route;
import dev.causeway.model.GatewayId;
import dev.causeway.model.HostId;
import java.util.List;

/// What the operator does with the nodes of VPN gateways.
final class NodeEndpoints {

    private static final String GATEWAY = "vgw_id";
    private static final String INDEX = "index";
    private static final String HOST = "host_id";
    private static final String OF_GATEWAY = "/admin/v1/vpn-gateways/{" + GATEWAY + "}/nodes";
    private static final String LIST = "admin:vpnGatewayNodes:list";

    private final Database database;
    private final NodeDrains drains;

    NodeEndpoints(Database database, NodeDrains drains) {
        this.database = database;
        this.drains = drains;
    }

    List<Route> routes() {
        return List.of(
                Route.operator(Method.GET, OF_GATEWAY, LIST, this::ofGateway),
                Route.operator(
                        Method.PUT, OF_GATEWAY + "/{" + INDEX + "}", "admin:vpnGatewayNodes:update", this::update),
                Route.operator(Method.GET, "/admin/v1/hosts/{" + HOST + "}/vpn-gateway-nodes", LIST, this::onHost));
    }

    private Reply ofGateway(Call call) {
        return Reply.ok(
                new NodeView.Many(drains.of(call.path(GATEWAY, GatewayId::parse), database::ask), call.requestId()));
    }

    private Reply onHost(Call call) {
        return Reply.ok(drains.on(call.path(HOST, HostId::parse), database::ask, call.requestId()));
    }

    private Reply update(Call call) {
        GatewayId gateway = call.path(GATEWAY, GatewayId::parse);
        NodeDrains.Changed changed = call.with(
                "node",
                NodeEndpoints::drained,
                drained -> database.write(tx -> drains.change(tx, gateway, call.path(INDEX), drained)));
        return Reply.ok(new NodeView.One(changed.node(), changed.warning(), call.requestId()));
    }

    private static Boolean drained(JsonReader in) {
        return in.requiredBoolean("drained");
    }
}
