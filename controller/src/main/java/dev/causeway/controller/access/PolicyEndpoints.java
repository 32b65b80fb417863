package dev.causeway.controller.access;

import dev.causeway.controller.clientgateway.P2cGateways;
import dev.causeway.controller.clienttoken.ClientTokens;
import dev.causeway.controller.database.Database;
import dev.causeway.controller.resource.Listing;
import dev.causeway.controller.resource.NamePart;
import dev.causeway.controller.resource.Page;
import dev.causeway.controller.resource.Paging;
import dev.causeway.controller.server.VpnServer;
import dev.causeway.controller.web.Call;
import dev.causeway.controller.web.Method;
import dev.causeway.controller.web.Reply;
import dev.causeway.controller.web.Route;
import dev.causeway.model.AccessPolicyId;
import dev.causeway.model.ServerId;
import java.time.Instant;
import java.util.List;

/// The operations on access policies.
final class PolicyEndpoints {

    private static final String ALL = AccessPaths.SERVER + "/access-policies";
    private static final String ID = "policy_id";
    private static final String ONE = ALL + "/{" + ID + "}";
    private static final String OBJECT = "access_policy";

    private final Database database;
    private final ClientTokens tokens;
    private final BelowServers below;
    private final AccessPolicies policies;
    private final P2cGateways gateways;

    PolicyEndpoints(
            Database database, ClientTokens tokens, BelowServers below, AccessPolicies policies, P2cGateways gateways) {
        this.database = database;
        this.tokens = tokens;
        this.below = below;
        this.policies = policies;
        this.gateways = gateways;
    }

    List<Route> routes() {
        return List.of(
                Route.tenant(Method.POST, ALL, "vpn:p2cVpnGateway:createAccessPolicy", this::create)
                        .taking(ClientTokens.TOKEN),
                Route.tenant(Method.GET, ALL, "vpn:p2cVpnGateway:listAccessPolicies", this::list)
                        .taking(Paging.NEWEST_FIRST, NamePart.PARAMETER),
                Route.tenant(Method.GET, ONE, "vpn:p2cVpnGateway:getAccessPolicy", this::get),
                Route.tenant(Method.PUT, ONE, "vpn:p2cVpnGateway:updateAccessPolicy", this::update),
                Route.tenant(Method.DELETE, ONE, "vpn:p2cVpnGateway:deleteAccessPolicy", this::delete),
                Route.tenant(Method.POST, ALL + "/simulate", "vpn:p2cVpnGateway:simulateAccessPolicies", this::simulate)
                        .reading());
    }

    private Reply create(Call call) {
        ServerId server = AccessPaths.server(call);
        return tokens.once(
                call,
                once -> call.with(
                        OBJECT,
                        PolicyRequest::ofNew,
                        request -> once.write(tx -> Reply.created(new PolicyView.Made(
                                new PolicyView.OnlyId(policies.create(tx, call.project(), server, request)),
                                call.requestId())))));
    }

    private Reply list(Call call) {
        Page<Instant> page = Paging.NEWEST_FIRST.page(call);
        Listing<AccessPolicy> found =
                policies.list(call.project(), AccessPaths.server(call), NamePart.filter(call), page);
        var slice = page.slice(found.rows(), AccessPolicy::createdAt);
        return Reply.ok(new PolicyView.Many(
                slice.items().stream().map(PolicyView::of).toList(), found.total(), slice.info(), call.requestId()));
    }

    private Reply get(Call call) {
        return Reply.ok(one(call, policies.get(call.project(), AccessPaths.server(call), id(call))));
    }

    private Reply update(Call call) {
        ServerId server = AccessPaths.server(call);
        AccessPolicyId id = id(call);
        AccessPolicy changed = call.with(
                OBJECT,
                PolicyRequest::ofChange,
                update -> database.write(tx -> policies.update(tx, call.project(), server, id, update)));
        return Reply.ok(one(call, changed));
    }

    private Reply delete(Call call) {
        ServerId server = AccessPaths.server(call);
        AccessPolicyId id = id(call);
        database.change(tx -> policies.delete(tx, call.project(), server, id));
        return Reply.noContent();
    }

    private Reply simulate(Call call) {
        VpnServer server = below.get(call.project(), AccessPaths.server(call));
        ReachQuestion question = call.read(ReachQuestion::read);
        ReachQuestion.Verdict verdict = database.read(tx -> question.answer(tx, server, gateways));
        return Reply.ok(PolicyView.Simulated.of(verdict, call.requestId()));
    }

    private static AccessPolicyId id(Call call) {
        return call.path(ID, AccessPolicyId::parse);
    }

    private static PolicyView.One one(Call call, AccessPolicy policy) {
        return new PolicyView.One(PolicyView.of(policy), call.requestId());
    }
}
