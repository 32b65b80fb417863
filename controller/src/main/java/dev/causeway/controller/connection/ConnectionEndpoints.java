package dev.causeway.controller.connection;

import dev.causeway.controller.database.Database;
import dev.causeway.controller.resource.EnterpriseProject;
import dev.causeway.controller.resource.Listing;
import dev.causeway.controller.resource.NamePart;
import dev.causeway.controller.resource.Page;
import dev.causeway.controller.resource.Paging;
import dev.causeway.controller.web.Call;
import dev.causeway.controller.web.Method;
import dev.causeway.controller.web.Parameter;
import dev.causeway.controller.web.Parameters;
import dev.causeway.controller.web.Reply;
import dev.causeway.controller.web.Route;
import dev.causeway.model.ConnectionId;
import dev.causeway.model.GatewayId;
import dev.causeway.model.InvalidInput;
import dev.causeway.model.Ipv4;
import dev.causeway.model.ProjectId;
import dev.causeway.model.ResourceId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.IntStream;

/// The operations on VPN connections.
final class ConnectionEndpoints {

    private static final String ALL = "/v5/{project_id}/vpn-connection";
    private static final String BATCH = "/v5/{project_id}/vpn-connections/batch-create";
    private static final String ID = "vpn_connection_id";
    private static final String OBJECT = "vpn_connection";
    private static final String OBJECTS = "vpn_connections";
    private static final String ONE = ALL + "/{" + ID + "}";

    private static final Parameter<ConnectionId> BY_ID =
            Parameter.id("vpn_id", "only this connection", ConnectionId::parse);
    private static final Parameter<GatewayId> OF_GATEWAY =
            Parameter.id("vgw_id", "only connections of this gateway", GatewayId::parse);
    private static final Parameter<UUID> OF_ADDRESS = Parameter.text(
            "vgw_ip",
            "only connections at this EIP of a gateway, named by its ID",
            ConnectionEndpoints::gatewayAddress);
    private static final Parameter<UUID> OF_EIP = Parameter.id("eip_id", "the same as vgw_ip", ResourceId::parse);
    private static final Parameters FILTER =
            Parameters.of(BY_ID, OF_GATEWAY, OF_ADDRESS, OF_EIP, EnterpriseProject.FILTER, NamePart.PARAMETER);

    private final Database database;
    private final Connections connections;

    ConnectionEndpoints(Database database, Connections connections) {
        this.database = database;
        this.connections = connections;
    }

    List<Route> routes() {
        return List.of(
                Route.tenant(Method.POST, ALL, "vpn:vpnConnections:create", this::create),
                Route.tenant(Method.POST, BATCH, "vpn:vpnConnections:batchCreate", this::createAll),
                Route.tenant(Method.GET, ALL, "vpn:vpnConnections:list", this::list)
                        .taking(Paging.NEWEST_FIRST, FILTER),
                Route.tenant(Method.GET, ONE, "vpn:vpnConnections:get", this::get),
                Route.tenant(Method.PUT, ONE, "vpn:vpnConnections:update", this::update),
                Route.tenant(Method.DELETE, ONE, "vpn:vpnConnections:delete", this::delete),
                Route.tenant(Method.POST, ONE + "/reset", "vpn:vpnConnections:reset", this::reset),
                Route.tenant(Method.GET, ONE + "/ipsec-sa", "vpn:vpnConnections:listIpsecSa", this::sas),
                Route.tenant(Method.GET, ONE + "/diagnosis", "vpn:vpnConnections:getDiagnosis", this::diagnosis),
                Route.tenant(Method.GET, ONE + "/log", "vpn:vpnConnections:getLog", this::log)
                        .taking(ConnectionLog.Wanted.PARAMETERS));
    }

    private Reply create(Call call) {
        ConnectionView made = call.with(
                OBJECT,
                ConnectionRequest::read,
                request -> ConnectionView.made(
                        database.write(tx -> connections.create(tx, call.project(), request)), request.healthCheck()));
        return Reply.created(one(call, made));
    }

    private Reply createAll(Call call) {
        List<ConnectionRequest> requests = call.read(body -> ConnectionRequest.readBatch(body, OBJECTS));
        List<VpnConnection> made = InvalidInput.within(OBJECTS, () -> createAll(call.project(), requests));
        return Reply.created(new ConnectionView.Batch(
                IntStream.range(0, made.size())
                        .mapToObj(i ->
                                ConnectionView.made(made.get(i), requests.get(i).healthCheck()))
                        .toList(),
                call.requestId()));
    }

    /// Makes all of them or none.
    private List<VpnConnection> createAll(ProjectId project, List<ConnectionRequest> requests) {
        return database.write(tx -> IntStream.range(0, requests.size())
                .mapToObj(i -> InvalidInput.within(
                        "[" + i + "]",
                        () -> database.explained(() -> connections.create(tx, project, requests.get(i)))))
                .toList());
    }

    private Reply get(Call call) {
        return Reply.ok(one(call, ConnectionView.of(connections.get(call.project(), id(call)))));
    }

    private Reply list(Call call) {
        Page<Instant> page = Paging.NEWEST_FIRST.page(call);
        var filter = new ConnectionTable.Filter(
                call.query(BY_ID),
                call.query(OF_GATEWAY),
                gatewayAddress(call),
                EnterpriseProject.filter(call),
                NamePart.filter(call));
        Listing<Connections.Shown> found = connections.list(call.project(), filter, page);
        var slice = page.slice(found.rows(), row -> row.connection().history().createdAt());
        return Reply.ok(new ConnectionView.Many(
                slice.items().stream().map(ConnectionView::of).toList(),
                slice.info(),
                call.requestId(),
                found.total()));
    }

    private Reply update(Call call) {
        ConnectionId id = id(call);
        Connections.Changed changed = call.with(
                OBJECT,
                ConnectionUpdate::read,
                update -> database.write(tx -> connections.update(tx, call.project(), id, update)));
        return Reply.ok(one(call, ConnectionView.of(changed)));
    }

    private Reply delete(Call call) {
        database.change(tx -> connections.delete(tx, call.project(), id(call)));
        return Reply.noContent();
    }

    private Reply reset(Call call) {
        database.change(tx -> connections.reset(tx, call.project(), id(call)));
        return Reply.ok(new ConnectionView.Done(call.requestId()));
    }

    private Reply sas(Call call) {
        return Reply.ok(new SaView.All(connections.sas(call.project(), id(call)), call.requestId()));
    }

    private Reply diagnosis(Call call) {
        return Reply.ok(new DiagnosisView.Answer(connections.diagnosis(call.project(), id(call)), call.requestId()));
    }

    private Reply log(Call call) {
        ConnectionLog.Part part = connections.log(call.project(), id(call), ConnectionLog.Wanted.of(call));
        return Reply.ok(ConnectionLogView.of(part, call.requestId()));
    }

    /// The EIP asked for by either of two names. No connection has two.
    private static Optional<UUID> gatewayAddress(Call call) {
        Optional<UUID> first = call.query(OF_ADDRESS);
        Optional<UUID> second = call.query(OF_EIP);
        boolean two = first.isPresent() && second.isPresent() && !first.equals(second);
        return two ? Optional.of(ResourceId.NOBODY) : first.or(() -> second);
    }

    /// An EIP's ID. Private addresses are allowed in this place, and no gateway has one yet.
    private static UUID gatewayAddress(String text) {
        try {
            Ipv4.parse(text);
            return ResourceId.NOBODY;
        } catch (InvalidInput _) {
            return ResourceId.parse(text);
        }
    }

    private static ConnectionId id(Call call) {
        return call.path(ID, ConnectionId::parse);
    }

    private static ConnectionView.One one(Call call, ConnectionView view) {
        return new ConnectionView.One(view, call.requestId());
    }
}
