package dev.causeway.controller.monitor;

import dev.causeway.controller.database.Database;
import dev.causeway.controller.resource.EnterpriseProject;
import dev.causeway.controller.resource.NamePart;
import dev.causeway.controller.web.Call;
import dev.causeway.controller.web.Method;
import dev.causeway.controller.web.Parameter;
import dev.causeway.controller.web.Reply;
import dev.causeway.controller.web.Route;
import dev.causeway.model.ConnectionId;
import dev.causeway.model.MonitorId;
import java.util.List;

/// The operations on monitors.
final class MonitorEndpoints {

    private static final String ALL = "/v5/{project_id}/connection-monitors";
    private static final String ID = "connection_monitor_id";
    private static final String ONE = ALL + "/{" + ID + "}";
    private static final String OBJECT = "connection_monitor";
    private static final String CONNECTION = "vpn_connection_id";

    private static final Parameter<ConnectionId> OF_CONNECTION =
            Parameter.id(CONNECTION, "only the monitor of this connection", ConnectionId::parse);

    private final Database database;
    private final Monitors monitors;

    MonitorEndpoints(Database database, Monitors monitors) {
        this.database = database;
        this.monitors = monitors;
    }

    List<Route> routes() {
        return List.of(
                Route.tenant(Method.POST, ALL, "vpn:connectionMonitors:create", this::create),
                Route.tenant(Method.GET, ALL, "vpn:connectionMonitors:list", this::list)
                        .taking(OF_CONNECTION, EnterpriseProject.FILTER, NamePart.PARAMETER),
                Route.tenant(Method.GET, ONE, "vpn:connectionMonitors:get", this::get),
                Route.tenant(Method.DELETE, ONE, "vpn:connectionMonitors:delete", this::delete));
    }

    private Reply create(Call call) {
        ShownMonitor made = call.with(
                OBJECT,
                in -> in.required(CONNECTION, ConnectionId::parse),
                connection -> database.write(tx -> monitors.create(tx, call.project(), connection)));
        return Reply.created(new MonitorView.OneMonitor(MonitorView.made(made), call.requestId()));
    }

    private Reply list(Call call) {
        var filter = new MonitorTable.Filter(
                call.query(OF_CONNECTION), EnterpriseProject.filter(call), NamePart.filter(call));
        return Reply.ok(new MonitorView.AllMonitors(
                monitors.list(call.project(), filter).stream()
                        .map(MonitorView::of)
                        .toList(),
                call.requestId()));
    }

    private Reply get(Call call) {
        ShownMonitor found = monitors.get(call.project(), id(call));
        return Reply.ok(new MonitorView.OneMonitor(MonitorView.of(found), call.requestId()));
    }

    private Reply delete(Call call) {
        database.change(tx -> monitors.delete(tx, call.project(), id(call)));
        return Reply.noContent();
    }

    private static MonitorId id(Call call) {
        return call.path(ID, MonitorId::parse);
    }
}
