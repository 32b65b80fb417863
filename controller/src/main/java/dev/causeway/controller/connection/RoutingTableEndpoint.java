package dev.causeway.controller.connection;

import dev.causeway.controller.database.Pipeline;
import dev.causeway.controller.database.Questions;
import dev.causeway.controller.gateway.Gateways;
import dev.causeway.controller.node.NodeTable;
import dev.causeway.controller.reports.Reports;
import dev.causeway.controller.resource.Page;
import dev.causeway.controller.resource.Paging;
import dev.causeway.controller.web.Call;
import dev.causeway.controller.web.Method;
import dev.causeway.controller.web.Parameter;
import dev.causeway.controller.web.Reply;
import dev.causeway.controller.web.Route;
import dev.causeway.model.GatewayId;
import dev.causeway.model.ProjectId;
import java.util.List;

/// The routing table of a gateway.
final class RoutingTableEndpoint {

    /// Some clients double the size of their pages as they go on.
    private static final int MOST = 100_000;

    private static final Paging<RoutingTable.Place> PAGING = Paging.marked(
                    0, MOST, 2000, RoutingTable.Place::parse, RoutingTable.Place::toString)
            .orCounted();

    private static final Parameter<Boolean> WITH_RESOURCES =
            Parameter.flag("is_include_nexthop_resource", "whether it is told what a next hop is; without it true");

    private final Questions questions;
    private final Gateways gateways;
    private final Connections connections;

    RoutingTableEndpoint(Questions questions, Gateways gateways, Connections connections) {
        this.questions = questions;
        this.gateways = gateways;
        this.connections = connections;
    }

    Route route() {
        return Route.tenant(
                        Method.GET,
                        "/v5/{project_id}/vpn-gateways/{vgw_id}/routing-table",
                        "vpn:vpnGateways:getRoutingTable",
                        this::get)
                .taking(PAGING, WITH_RESOURCES);
    }

    private Reply get(Call call) {
        GatewayId id = call.path("vgw_id", GatewayId::parse);
        Page<RoutingTable.Place> page = PAGING.page(call);
        boolean withResources = call.query(WITH_RESOURCES).orElse(true);
        List<RoutingTable.Entry> all = table(call.project(), id);
        var slice = page.slice(
                all.stream()
                        .filter(entry -> page.after()
                                .filter(place -> entry.place().compareTo(place) <= 0)
                                .isEmpty())
                        .skip(page.offset())
                        .limit(page.rows())
                        .toList(),
                RoutingTable.Entry::place);
        return Reply.ok(new RoutingTableView(
                slice.items().stream()
                        .map(entry -> RoutingTableView.of(id, entry, withResources))
                        .toList(),
                all.size(),
                slice.info()));
    }

    private List<RoutingTable.Entry> table(ProjectId project, GatewayId id) {
        var asked = new Pipeline();
        var gateway = gateways.find(asked, project, id);
        var wanted = asked.add(ConnectionTable.wantedThrough(project, id));
        var told = asked.add(Reports.routes(NodeTable.idsOf(Gateways.one(id))));
        questions.ask(asked);
        return RoutingTable.of(gateway.get(), connections.active(wanted.list()), told.list());
    }
}
