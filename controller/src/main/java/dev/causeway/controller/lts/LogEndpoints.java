package dev.causeway.controller.lts;

import dev.causeway.controller.database.Database;
import dev.causeway.controller.web.Call;
import dev.causeway.controller.web.JsonReader;
import dev.causeway.controller.web.Method;
import dev.causeway.controller.web.Reply;
import dev.causeway.controller.web.Route;
import dev.causeway.model.GatewayId;
import dev.causeway.model.InvalidInput;
import dev.causeway.model.ResourceId;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;

/// The operations on groups and streams of lines, and on where the logs of gateways go.
final class LogEndpoints {

    private static final Pattern NAME = Pattern.compile("(?![._])[0-9A-Za-z._\\p{IsHan}-]{1,64}(?<![.])");

    private static final String GROUPS = "/v2/{project_id}/groups";
    private static final String GROUP_ID = "log_group_id";
    private static final String GROUP = GROUPS + "/{" + GROUP_ID + "}";
    private static final String STREAMS = GROUP + "/streams";
    private static final String STREAM_ID = "log_stream_id";
    private static final String STREAM = STREAMS + "/{" + STREAM_ID + "}";
    private static final String GATEWAY_ID = "p2c_vgw_id";
    private static final String CONFIG = "/v5/{project_id}/p2c-vpn-gateways/{" + GATEWAY_ID + "}/log-config";

    private final Database database;
    private final LogGroups groups;
    private final LogFeeds feeds;

    LogEndpoints(Database database, LogGroups groups, LogFeeds feeds) {
        this.database = database;
        this.groups = groups;
        this.feeds = feeds;
    }

    List<Route> routes() {
        return List.of(
                Route.tenant(Method.POST, GROUPS, "lts:groups:create", this::create),
                Route.tenant(Method.GET, GROUPS, "lts:groups:list", this::list),
                Route.tenant(Method.POST, GROUP, "lts:groups:update", this::update),
                Route.tenant(Method.DELETE, GROUP, "lts:groups:delete", this::delete),
                Route.tenant(Method.POST, STREAMS, "lts:topics:create", this::createStream),
                Route.tenant(Method.GET, STREAMS, "lts:topics:list", this::streams),
                Route.tenant(Method.DELETE, STREAM, "lts:topics:delete", this::deleteStream),
                Route.tenant(Method.POST, STREAM + "/content/query", "lts:logs:list", this::query)
                        .reading(),
                Route.tenant(Method.PUT, CONFIG, "vpn:p2cVpnGateway:updateConnectionsLogConfig", this::putConfig),
                Route.tenant(Method.GET, CONFIG, "vpn:p2cVpnGateway:getConnectionsLogConfig", this::config),
                Route.tenant(Method.DELETE, CONFIG, "vpn:p2cVpnGateway:deleteConnectionsLogConfig", this::endConfig));
    }

    private record NewGroup(String name, int days) {

        static NewGroup read(JsonReader in) {
            return new NewGroup(
                    in.required("log_group_name", LogEndpoints::name),
                    in.optionalInt("ttl_in_days", 1, LogGroup.MOST_DAYS).orElse(LogGroup.USUAL_DAYS));
        }
    }

    private static String name(String text) {
        if (!NAME.matcher(text).matches()) {
            throw new InvalidInput("must be 1 to 64 letters, digits, underscores, hyphens and periods, must not begin"
                    + " with a period or underscore and not end with a period");
        }
        return text;
    }

    private Reply create(Call call) {
        NewGroup wanted = call.read(NewGroup::read);
        return Reply.created(new LogView.GroupMade(
                database.write(tx -> groups.create(tx, call.project(), wanted.name(), wanted.days()))));
    }

    private Reply list(Call call) {
        return Reply.ok(new LogView.Groups(
                groups.list(call.project()).stream().map(LogView.Group::of).toList()));
    }

    private Reply update(Call call) {
        UUID id = id(call, GROUP_ID);
        int days = call.read(in -> in.requiredInt("ttl_in_days", 1, LogGroup.MOST_DAYS));
        return Reply.ok(LogView.Group.of(database.write(tx -> groups.keepFor(tx, call.project(), id, days))));
    }

    private Reply delete(Call call) {
        UUID id = id(call, GROUP_ID);
        database.change(tx -> groups.delete(tx, call.project(), id));
        return Reply.noContent();
    }

    private record NewStream(String name, Optional<Integer> days) {

        static NewStream read(JsonReader in) {
            return new NewStream(
                    in.required("log_stream_name", LogEndpoints::name),
                    in.optionalInt("ttl_in_days", 1, LogGroup.MOST_DAYS));
        }
    }

    private Reply createStream(Call call) {
        UUID group = id(call, GROUP_ID);
        NewStream wanted = call.read(NewStream::read);
        return Reply.created(new LogView.StreamMade(
                database.write(tx -> groups.createStream(tx, call.project(), group, wanted.name(), wanted.days()))));
    }

    private Reply streams(Call call) {
        LogGroups.Streams found = groups.streams(call.project(), id(call, GROUP_ID));
        return Reply.ok(new LogView.Streams(found.streams().stream()
                .map(stream -> LogView.OneStream.of(stream, found.group()))
                .toList()));
    }

    private Reply deleteStream(Call call) {
        UUID group = id(call, GROUP_ID);
        UUID stream = id(call, STREAM_ID);
        database.change(tx -> groups.deleteStream(tx, call.project(), group, stream));
        return Reply.noContent();
    }

    private Reply query(Call call) {
        LogQuery query = call.read(LogQuery::read);
        LogGroups.Found found = groups.query(call.project(), id(call, GROUP_ID), id(call, STREAM_ID), query);
        return Reply.ok(new LogView.Lines(
                found.total(), found.lines().stream().map(LogView.Line::of).toList(), true));
    }

    private record Wanted(UUID group, UUID stream) {

        static Wanted read(JsonReader in) {
            return new Wanted(
                    in.required("log_group_id", ResourceId::parse), in.required("log_stream_id", ResourceId::parse));
        }
    }

    private Reply putConfig(Call call) {
        GatewayId gateway = gateway(call);
        LogStream stream = call.with(
                "log_config",
                Wanted::read,
                wanted ->
                        database.write(tx -> feeds.put(tx, call.project(), gateway, wanted.group(), wanted.stream())));
        return config(call, stream);
    }

    private Reply config(Call call) {
        GatewayId gateway = gateway(call);
        return config(call, database.read(tx -> feeds.get(tx, call.project(), gateway)));
    }

    private static Reply config(Call call, LogStream stream) {
        return Reply.ok(new LogView.OneConfig(LogView.Config.of(stream), call.requestId()));
    }

    private Reply endConfig(Call call) {
        GatewayId gateway = gateway(call);
        database.change(tx -> feeds.end(tx, call.project(), gateway));
        return Reply.noContent();
    }

    private static GatewayId gateway(Call call) {
        return call.path(GATEWAY_ID, GatewayId::parse);
    }

    private static UUID id(Call call, String name) {
        return call.path(name, ResourceId::parse);
    }
}
