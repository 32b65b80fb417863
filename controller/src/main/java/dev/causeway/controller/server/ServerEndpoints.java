package dev.causeway.controller.server;

import dev.causeway.controller.clienttoken.ClientTokens;
import dev.causeway.controller.database.Database;
import dev.causeway.controller.resource.Listing;
import dev.causeway.controller.resource.NamePart;
import dev.causeway.controller.resource.Page;
import dev.causeway.controller.resource.PageInfo;
import dev.causeway.controller.resource.Paging;
import dev.causeway.controller.web.Call;
import dev.causeway.controller.web.Method;
import dev.causeway.controller.web.Reply;
import dev.causeway.controller.web.Route;
import dev.causeway.model.GatewayId;
import dev.causeway.model.ServerId;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The operations on VPN servers.
final class ServerEndpoints {

    private static final String GATEWAYS = "/v5/{project_id}/p2c-vpn-gateways";
    private static final String GATEWAY = "p2c_vgw_id";
    private static final String OF_GATEWAY = GATEWAYS + "/{" + GATEWAY + "}/vpn-servers";
    private static final String ID = "vpn_server_id";
    private static final String ONE = GATEWAYS + "/vpn-servers/{" + ID + "}";
    private static final String OBJECT = "vpn_server";

    private final Database database;
    private final ClientTokens tokens;
    private final VpnServers servers;
    private final Clock clock;

    ServerEndpoints(Database database, ClientTokens tokens, VpnServers servers, Clock clock) {
        this.database = database;
        this.tokens = tokens;
        this.servers = servers;
        this.clock = clock;
    }

    List<Route> routes() {
        return List.of(
                Route.tenant(Method.POST, OF_GATEWAY, "vpn:p2cVpnGateway:createServer", this::create)
                        .taking(ClientTokens.TOKEN),
                Route.tenant(Method.GET, OF_GATEWAY, "vpn:p2cVpnGateway:listServers", this::ofGateway),
                Route.tenant(Method.GET, "/v5/{project_id}/vpn-servers", "vpn:p2cVpnGateway:listAllServers", this::list)
                        .taking(Paging.NEWEST_FIRST, NamePart.PARAMETER),
                Route.tenant(Method.PUT, ONE, "vpn:p2cVpnGateway:updateServer", this::update),
                Route.tenant(
                                Method.POST,
                                ONE + "/client-config/export",
                                "vpn:p2cVpnGateway:exportClientConfig",
                                this::export)
                        .reading());
    }

    private Reply create(Call call) {
        GatewayId gateway = call.path(GATEWAY, GatewayId::parse);
        return tokens.once(
                call,
                once -> call.with(
                        OBJECT,
                        in -> ServerRequest.read(in, clock.instant()),
                        request -> once.write(tx ->
                                made(call, servers.create(tx, call.project(), call.domain(), gateway, request)))));
    }

    private static Reply made(Call call, ServerId server) {
        return Reply.created(new ServerView.Made(new ServerView.OnlyId(server), call.requestId()));
    }

    private Reply ofGateway(Call call) {
        List<ServerView> found = views(servers.ofGateway(call.project(), call.path(GATEWAY, GatewayId::parse)));
        return Reply.ok(new ServerView.OfGateway(
                found, found.size(), new PageInfo(Optional.empty(), found.size()), call.requestId()));
    }

    private Reply list(Call call) {
        Page<Instant> page = Paging.NEWEST_FIRST.page(call);
        Listing<VpnServers.Shown> found = servers.list(call.project(), NamePart.filter(call), page);
        var slice = page.slice(found.rows(), row -> row.server().history().createdAt());
        return Reply.ok(new ServerView.OfGateway(views(slice.items()), found.total(), slice.info(), call.requestId()));
    }

    private List<ServerView> views(List<VpnServers.Shown> shown) {
        Map<ServerId, List<ClientCaView>> authorities = servers.authorities(shown);
        return shown.stream()
                .map(one ->
                        ServerView.of(one, authorities.getOrDefault(one.server().id(), List.of())))
                .toList();
    }

    private Reply update(Call call) {
        ServerId id = call.path(ID, ServerId::parse);
        call.with(OBJECT, ServerUpdate::read, update -> {
            database.change(tx -> servers.update(tx, call.project(), call.domain(), id, update));
            return id;
        });
        return Reply.ok(new ServerView.Done(call.requestId()));
    }

    private Reply export(Call call) {
        ServerId id = call.path(ID, ServerId::parse);
        call.read(ClientFile.ClientSystem::read);
        return Reply.ok(new ServerView.Exported(database.read(tx -> servers.export(tx, call.project(), id))));
    }
}
