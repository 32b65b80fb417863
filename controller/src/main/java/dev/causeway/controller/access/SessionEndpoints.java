package dev.causeway.controller.access;

import dev.causeway.controller.database.Database;
import dev.causeway.controller.resource.Listing;
import dev.causeway.controller.resource.Page;
import dev.causeway.controller.resource.Paging;
import dev.causeway.controller.web.Call;
import dev.causeway.controller.web.Method;
import dev.causeway.controller.web.Reply;
import dev.causeway.controller.web.Route;
import dev.causeway.model.GatewayId;
import dev.causeway.model.SessionId;
import java.util.List;

/// The operations on live connections.
final class SessionEndpoints {

    private static final String GATEWAY = "p2c_vgw_id";
    private static final String ALL = AccessPaths.GATEWAYS + "/{" + GATEWAY + "}/connections";
    private static final String ID = "connection_id";

    private static final Paging<?> PAGING = Paging.counted(0, 2000, 2000);

    private final Database database;
    private final LiveSessions sessions;

    SessionEndpoints(Database database, LiveSessions sessions) {
        this.database = database;
        this.sessions = sessions;
    }

    List<Route> routes() {
        return List.of(
                Route.tenant(Method.GET, ALL, "vpn:p2cVpnGateway:listConnections", this::list)
                        .taking(PAGING),
                Route.tenant(
                        Method.POST,
                        ALL + "/{" + ID + "}/disconnect",
                        "vpn:p2cVpnGateway:disconnectConnection",
                        this::end));
    }

    /// Without `limit` and `offset`, all of them: a gateway never has more than a page holds.
    private Reply list(Call call) {
        Page<?> page = PAGING.page(call);
        Listing<LiveSession> found = sessions.list(call.project(), gateway(call), page.limit(), page.offset());
        return Reply.ok(new SessionView.Many(
                found.rows().stream().map(SessionView::of).toList(), found.total(), call.requestId()));
    }

    private Reply end(Call call) {
        GatewayId gateway = gateway(call);
        SessionId session = call.path(ID, SessionId::parse);
        database.change(tx -> sessions.end(tx, call.project(), gateway, session));
        return Reply.ok(new UserView.Done(call.requestId()));
    }

    private static GatewayId gateway(Call call) {
        return call.path(GATEWAY, GatewayId::parse);
    }
}
