package dev.causeway.controller.gateway;

import dev.causeway.controller.database.Database;
import dev.causeway.controller.resource.Listing;
import dev.causeway.controller.resource.NamePart;
import dev.causeway.controller.resource.Page;
import dev.causeway.controller.resource.Paging;
import dev.causeway.controller.resource.ResourceName;
import dev.causeway.controller.web.Call;
import dev.causeway.controller.web.JsonReader;
import dev.causeway.controller.web.Method;
import dev.causeway.controller.web.Parameter;
import dev.causeway.controller.web.Reply;
import dev.causeway.controller.web.Route;
import dev.causeway.model.CustomerGatewayId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// The operations on customer gateways.
final class CustomerGatewayEndpoints {

    private static final String ALL = "/v5/{project_id}/customer-gateways";
    private static final String ID = "customer_gateway_id";
    private static final String OBJECT = "customer_gateway";
    private static final String ONE = ALL + "/{" + ID + "}";

    private static final Parameter<CustomerGatewayId> BY_ID =
            Parameter.id("cgw_id", "only this customer gateway", CustomerGatewayId::parse);

    private final Database database;
    private final CustomerGateways gateways;

    CustomerGatewayEndpoints(Database database, CustomerGateways gateways) {
        this.database = database;
        this.gateways = gateways;
    }

    List<Route> routes() {
        return List.of(
                Route.tenant(Method.POST, ALL, "vpn:customerGateways:create", this::create),
                Route.tenant(Method.GET, ALL, "vpn:customerGateways:list", this::list)
                        .taking(Paging.NEWEST_FIRST, BY_ID, NamePart.PARAMETER),
                Route.tenant(Method.GET, ONE, "vpn:customerGateways:get", this::get),
                Route.tenant(Method.PUT, ONE, "vpn:customerGateways:update", this::update),
                Route.tenant(Method.DELETE, ONE, "vpn:customerGateways:delete", this::delete));
    }

    private Reply create(Call call) {
        CustomerGateway made = call.with(
                OBJECT,
                CustomerGatewayRequest::read,
                request -> database.write(tx -> gateways.create(tx, call.project(), request)));
        return Reply.created(one(call, made));
    }

    private Reply get(Call call) {
        return Reply.ok(one(call, gateways.get(call.project(), id(call))));
    }

    private Reply list(Call call) {
        Page<Instant> page = Paging.NEWEST_FIRST.page(call);
        var filter = new CustomerGatewayTable.Filter(call.query(BY_ID), NamePart.filter(call));
        Listing<CustomerGateway> found = gateways.list(call.project(), filter, page);
        var slice = page.slice(found.rows(), CustomerGateway::createdAt);
        return Reply.ok(new CustomerGatewayView.Many(
                slice.items().stream().map(CustomerGatewayView::of).toList(),
                found.total(),
                slice.info(),
                call.requestId()));
    }

    private Reply update(Call call) {
        CustomerGatewayId id = id(call);
        CustomerGateway changed = call.with(
                OBJECT,
                CustomerGatewayEndpoints::name,
                name -> database.write(tx -> gateways.rename(tx, call.project(), id, name)));
        return Reply.ok(one(call, changed));
    }

    private Reply delete(Call call) {
        database.change(tx -> gateways.delete(tx, call.project(), id(call)));
        return Reply.noContent();
    }

    private static Optional<ResourceName> name(JsonReader in) {
        CustomerGatewayRequest.refuseCertificate(in);
        return in.optional("name", ResourceName::new);
    }

    private static CustomerGatewayId id(Call call) {
        return call.path(ID, CustomerGatewayId::parse);
    }

    private static CustomerGatewayView.One one(Call call, CustomerGateway gateway) {
        return new CustomerGatewayView.One(CustomerGatewayView.of(gateway), call.requestId());
    }
}
