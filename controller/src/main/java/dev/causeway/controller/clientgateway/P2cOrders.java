package dev.causeway.controller.clientgateway;

import dev.causeway.controller.web.JsonReader;
import dev.causeway.model.Coded;
import dev.causeway.model.GatewayId;
import dev.causeway.model.InvalidInput;
import dev.causeway.model.NotFound;
import dev.causeway.model.P2cCode;
import dev.causeway.model.ProjectId;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/// The rules for orders: the operator writes them down, and the tenant calls for each once.
final class P2cOrders {

    private final P2cGateways gateways;
    private final P2cGatewayChanges changes;
    private final Clock clock;

    P2cOrders(P2cGateways gateways, P2cGatewayChanges changes, Clock clock) {
        this.gateways = gateways;
        this.changes = changes;
        this.clock = clock;
    }

    /// Writes down that a project shall have a new gateway, or another number of connections for one.
    ///
    /// @throws Coded if there is no such gateway, it is being deleted, or another order for it is open
    OrderId place(Handle tx, OrderRequest request) {
        if (!P2cOrderTable.projectExists(tx, request.project())) {
            throw InvalidInput.at("project_id", "project %s is not found", request.project());
        }
        Instant now = now();
        var id = OrderId.draw(now);
        P2cOrderTable.insert(
                tx,
                switch (request) {
                    case OrderRequest.OfNew(var project, var gateway) -> P2cOrder.ofNew(id, project, gateway, now);
                    case OrderRequest.OfChange(var project, var gateway, var connections) -> {
                        requireLiving(gateways.lock(tx, project, gateway));
                        yield P2cOrder.ofChange(id, project, gateway, connections, now);
                    }
                });
        return id;
    }

    /// Makes the gateway of an order, if that is not done yet.
    ///
    /// @throws NotFound if the project has no such order
    GatewayId subscribe(Handle tx, ProjectId project, OrderId id) {
        P2cOrder order = locked(tx, project, id);
        String request = order.request().orElseThrow(() -> ofTheOtherKind("changes a gateway that there is"));
        return done(order).orElseGet(() -> {
            GatewayId made = changes.create(tx, project, read(request), Optional.of(id.text()));
            P2cOrderTable.markDone(tx, id, made, now());
            return made;
        });
    }

    /// Gives a gateway the number of connections of an order, if that is not done yet.
    ///
    /// @throws NotFound if the project has no such order
    GatewayId updateSpecification(Handle tx, ProjectId project, OrderId id) {
        P2cOrder order = locked(tx, project, id);
        int connections = order.mostConnections().orElseThrow(() -> ofTheOtherKind("makes a new gateway"));
        return done(order).orElseGet(() -> {
            GatewayId changed = order.gateway().orElseThrow();
            changes.allow(tx, project, changed, connections);
            P2cOrderTable.markDone(tx, id, changed, now());
            return changed;
        });
    }

    private static Optional<GatewayId> done(P2cOrder order) {
        return order.gateway().filter(_ -> order.doneAt().isPresent());
    }

    private static P2cGatewayRequest read(String request) {
        return JsonReader.read(request.getBytes(StandardCharsets.UTF_8), P2cGatewayRequest::read);
    }

    private static P2cOrder locked(Handle tx, ProjectId project, OrderId id) {
        return P2cOrderTable.lock(tx, project, id).orElseThrow(() -> new NotFound("order %s is not found", id));
    }

    private static InvalidInput ofTheOtherKind(String does) {
        return InvalidInput.at("order_id", "the order %s", does);
    }

    private static void requireLiving(P2cGateway gateway) {
        if (gateway.deleting()) {
            throw P2cCode.GATEWAY_BEING_DELETED.failure();
        }
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }
}
