package dev.causeway.controller.gateway;

import dev.causeway.controller.database.Database;
import dev.causeway.controller.inventory.Zones;
import dev.causeway.controller.resource.EnterpriseProject;
import dev.causeway.controller.resource.NamePart;
import dev.causeway.controller.web.Call;
import dev.causeway.controller.web.Method;
import dev.causeway.controller.web.Parameter;
import dev.causeway.controller.web.Reply;
import dev.causeway.controller.web.Route;
import dev.causeway.model.GatewayId;
import java.util.List;

/// The operations on VPN gateways.
final class GatewayEndpoints {

    private static final String ALL = "/v5/{project_id}/vpn-gateways";
    private static final String ID = "vgw_id";
    private static final String OBJECT = "vpn_gateway";
    private static final String ZONES = "vpn:vpnGatewayAvailabilityZone:list";
    private static final String ONE = ALL + "/{" + ID + "}";

    private static final Parameter<GatewayId> BY_ID = Parameter.id(ID, "only this gateway", GatewayId::parse);

    private final Database database;
    private final Gateways gateways;
    private final Zones zones;

    GatewayEndpoints(Database database, Gateways gateways, Zones zones) {
        this.database = database;
        this.gateways = gateways;
        this.zones = zones;
    }

    List<Route> routes() {
        return List.of(
                Route.tenant(Method.POST, ALL, "vpn:vpnGateways:create", this::create),
                Route.tenant(Method.GET, ALL, "vpn:vpnGateways:list", this::list)
                        .taking(BY_ID, EnterpriseProject.FILTER, NamePart.PARAMETER),
                Route.tenant(Method.GET, ONE, "vpn:vpnGateways:get", this::get),
                Route.tenant(Method.PUT, ONE, "vpn:vpnGateways:update", this::update),
                Route.tenant(Method.DELETE, ONE, "vpn:vpnGateways:delete", this::delete),
                Route.tenant(
                        Method.POST,
                        ONE + "/update-specification",
                        "vpn:vpnGateways:updatePostpaidSpecification",
                        this::upgrade),
                Route.tenant(Method.GET, ALL + "/availability-zones", ZONES, this::zones),
                Route.tenant(
                        Method.GET,
                        "/v5.1/{project_id}/vpn-gateways/availability-zones",
                        ZONES,
                        call -> Reply.ok(GatewayZones.of(zones, call.requestId()))));
    }

    private Reply create(Call call) {
        Gateways.Shown made = call.with(
                OBJECT,
                GatewayRequest::read,
                request -> database.write(tx -> gateways.create(tx, call.project(), request)));
        return Reply.created(one(call, made, GatewayView.Answer.CREATE));
    }

    private Reply get(Call call) {
        return Reply.ok(one(call, gateways.get(call.project(), id(call)), GatewayView.Answer.QUERY));
    }

    private Reply list(Call call) {
        var filter = new GatewayTable.Filter(call.query(BY_ID), EnterpriseProject.filter(call), NamePart.filter(call));
        return Reply.ok(new GatewayView.Many(
                gateways.list(call.project(), filter).stream()
                        .map(shown -> GatewayView.of(shown, GatewayView.Answer.QUERY))
                        .toList(),
                call.requestId()));
    }

    private Reply update(Call call) {
        GatewayId id = id(call);
        Gateways.Shown changed = call.with(
                OBJECT,
                GatewayUpdate::read,
                update -> database.write(tx -> gateways.update(tx, call.project(), id, update)));
        return Reply.ok(one(call, changed, GatewayView.Answer.UPDATE));
    }

    private Reply upgrade(Call call) {
        GatewayId id = id(call);
        Gateways.Shown changed = call.with(
                OBJECT,
                in -> in.requiredWord("flavor", Flavor.class),
                flavor -> database.write(tx -> gateways.upgrade(tx, call.project(), id, flavor)));
        return Reply.ok(one(call, changed, GatewayView.Answer.UPDATE));
    }

    private Reply delete(Call call) {
        database.change(tx -> gateways.delete(tx, call.project(), id(call)));
        return Reply.noContent();
    }

    private Reply zones(Call call) {
        var everywhere = new GatewayView.ByAttachment(zones.names(), zones.names());
        return Reply.ok(
                new GatewayView.AvailabilityZones(new GatewayView.ByFlavor(everywhere, everywhere), call.requestId()));
    }

    private static GatewayId id(Call call) {
        return call.path(ID, GatewayId::parse);
    }

    private static GatewayView.One one(Call call, Gateways.Shown shown, GatewayView.Answer answer) {
        return new GatewayView.One(GatewayView.of(shown, answer), call.requestId());
    }
}
