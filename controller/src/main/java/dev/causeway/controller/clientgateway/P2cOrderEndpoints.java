package dev.causeway.controller.clientgateway;

import dev.causeway.controller.database.Database;
import dev.causeway.controller.web.Call;
import dev.causeway.controller.web.Method;
import dev.causeway.controller.web.Reply;
import dev.causeway.controller.web.Route;
import dev.causeway.model.GatewayId;
import java.util.List;

/// The operations on orders: those of the operator, and those of tenants.
final class P2cOrderEndpoints {

    private static final String ID = "order_id";
    private static final String GATEWAYS = "/v5/{project_id}/p2c-vpn-gateways";

    private final Database database;
    private final P2cOrders orders;

    P2cOrderEndpoints(Database database, P2cOrders orders) {
        this.database = database;
        this.orders = orders;
    }

    /// What the operator is told of an order.
    record Placed(String orderId, String requestId) {}

    List<Route> routes() {
        return List.of(
                Route.operator(Method.POST, "/admin/v1/orders", "admin:orders:create", this::place),
                Route.tenant(
                        Method.POST,
                        GATEWAYS + "/subscribe/{" + ID + "}",
                        "vpn:p2cVpnGateway:subscribe",
                        this::subscribe),
                Route.tenant(
                        Method.PUT,
                        GATEWAYS + "/update-specification/{" + ID + "}",
                        "vpn:p2cVpnGateway:updateSpecification",
                        this::updateSpecification));
    }

    private Reply place(Call call) {
        OrderRequest request = OrderRequest.read(call);
        OrderId placed = database.write(tx -> orders.place(tx, request));
        return Reply.created(new Placed(placed.text(), call.requestId()));
    }

    private Reply subscribe(Call call) {
        OrderId id = id(call);
        return Reply.created(answer(call, database.write(tx -> orders.subscribe(tx, call.project(), id))));
    }

    private Reply updateSpecification(Call call) {
        OrderId id = id(call);
        return Reply.ok(answer(call, database.write(tx -> orders.updateSpecification(tx, call.project(), id))));
    }

    private static P2cGatewayView.Changed answer(Call call, GatewayId gateway) {
        return P2cGatewayView.Changed.of(gateway, call.requestId());
    }

    private static OrderId id(Call call) {
        return call.path(ID, OrderId::parse);
    }
}
