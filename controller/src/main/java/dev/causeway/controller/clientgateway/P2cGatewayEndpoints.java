package dev.causeway.controller.clientgateway;

import dev.causeway.controller.clienttoken.ClientTokens;
import dev.causeway.controller.database.Database;
import dev.causeway.controller.database.Pipeline;
import dev.causeway.controller.database.Select;
import dev.causeway.controller.inventory.Zones;
import dev.causeway.controller.resource.EnterpriseProject;
import dev.causeway.controller.resource.NamePart;
import dev.causeway.controller.resource.Page;
import dev.causeway.controller.resource.Paging;
import dev.causeway.controller.web.Call;
import dev.causeway.controller.web.JsonReader;
import dev.causeway.controller.web.Method;
import dev.causeway.controller.web.Parameter;
import dev.causeway.controller.web.Reply;
import dev.causeway.controller.web.Route;
import dev.causeway.model.GatewayId;
import dev.causeway.model.P2cCode;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// The operations on P2C gateways.
final class P2cGatewayEndpoints {

    private static final String ALL = "/v5/{project_id}/p2c-vpn-gateways";
    private static final String ID = "p2c_vgw_id";
    private static final String OBJECT = "p2c_vpn_gateway";
    private static final String ONE = ALL + "/{" + ID + "}";
    private static final String OPERATORS = "/admin/v1/p2c-vpn-gateways/{" + ID + "}";

    private static final Parameter<ClientFlavor> FLAVOR =
            Parameter.word("flavor", "only zones that gateways of this flavor can be in: all", ClientFlavor.class);

    private final Database database;
    private final ClientTokens tokens;
    private final P2cGatewayChanges changes;
    private final P2cGatewayQuestions questions;
    private final Zones zones;

    P2cGatewayEndpoints(
            Database database,
            ClientTokens tokens,
            P2cGatewayChanges changes,
            P2cGatewayQuestions questions,
            Zones zones) {
        this.database = database;
        this.tokens = tokens;
        this.changes = changes;
        this.questions = questions;
        this.zones = zones;
    }

    List<Route> routes() {
        return List.of(
                Route.tenant(Method.POST, ALL, "vpn:p2cVpnGateway:create", this::create)
                        .taking(ClientTokens.TOKEN),
                Route.tenant(Method.GET, ALL, "vpn:p2cVpnGateway:list", this::list)
                        .taking(Paging.NEWEST_FIRST, EnterpriseProject.FILTER, NamePart.PARAMETER),
                Route.tenant(Method.GET, ONE, "vpn:p2cVpnGateway:get", this::get),
                Route.tenant(Method.PUT, ONE, "vpn:p2cVpnGateway:update", this::update),
                Route.tenant(Method.DELETE, ONE, "vpn:p2cVpnGateway:delete", this::delete),
                Route.tenant(Method.GET, ALL + "/availability-zones", "vpn:system:listAvailabilityZones", this::zones)
                        .taking(FLAVOR),
                Route.operator(Method.POST, OPERATORS + "/freeze", "admin:p2cVpnGateways:freeze", this::freeze),
                Route.operator(Method.POST, OPERATORS + "/unfreeze", "admin:p2cVpnGateways:unfreeze", this::unfreeze));
    }

    private Reply create(Call call) {
        return tokens.once(
                call,
                once -> call.with(
                        OBJECT,
                        P2cGatewayRequest::read,
                        request -> once.write(tx -> Reply.created(P2cGatewayView.Changed.of(
                                changes.create(tx, call.project(), request, Optional.empty()), call.requestId())))));
    }

    private Reply get(Call call) {
        return one(call, P2cGateways.one(call.project(), id(call)));
    }

    private Reply list(Call call) {
        Page<Instant> page = Paging.NEWEST_FIRST.page(call);
        var filter = new P2cGatewayTable.Filter(EnterpriseProject.filter(call), NamePart.filter(call));
        var asked = new Pipeline();
        var total = asked.add(P2cGatewayTable.count(call.project(), filter));
        var found = questions.of(asked, P2cGatewayTable.some(call.project(), filter, page));
        database.ask(asked);
        var slice = page.slice(found.get(), shown -> shown.gateway().createdAt());
        return Reply.ok(new P2cGatewayView.Many(
                slice.items().stream().map(P2cGatewayView::of).toList(),
                total.list().getFirst(),
                slice.info(),
                call.requestId()));
    }

    private Reply update(Call call) {
        GatewayId id = id(call);
        return call.with(OBJECT, P2cGatewayUpdate::read, update -> {
            database.change(tx -> changes.update(tx, call.project(), id, update));
            return Reply.ok(P2cGatewayView.Changed.of(id, call.requestId()));
        });
    }

    private Reply delete(Call call) {
        database.change(tx -> changes.delete(tx, call.project(), id(call)));
        return Reply.noContent();
    }

    /// Every flavor can be placed in every zone.
    private Reply zones(Call call) {
        call.query(FLAVOR);
        return Reply.ok(new P2cGatewayView.InZones(zones.names(), call.requestId()));
    }

    private Reply freeze(Call call) {
        GatewayId id = id(call);
        FrozenEffect effect = call.read(P2cGatewayEndpoints::effect);
        database.change(tx -> changes.freeze(tx, id, effect));
        return one(call, P2cGatewayTable.any(id));
    }

    private Reply unfreeze(Call call) {
        GatewayId id = id(call);
        database.change(tx -> changes.unfreeze(tx, id));
        return one(call, P2cGatewayTable.any(id));
    }

    private static FrozenEffect effect(JsonReader in) {
        return new FrozenEffect(in.requiredInt("frozen_effect", FrozenEffect.LEAST, FrozenEffect.MOST));
    }

    private Reply one(Call call, Select<GatewayId> which) {
        var asked = new Pipeline();
        var found = questions.of(asked, which);
        database.ask(asked);
        ShownP2cGateway shown = found.get().stream().findFirst().orElseThrow(P2cCode.GATEWAY_MISSING::failure);
        return Reply.ok(new P2cGatewayView.One(P2cGatewayView.of(shown), call.requestId()));
    }

    private static GatewayId id(Call call) {
        return call.path(ID, GatewayId::parse);
    }
}
