package dev.causeway.controller.access;

import dev.causeway.controller.clienttoken.ClientTokens;
import dev.causeway.controller.database.Database;
import dev.causeway.controller.resource.Listing;
import dev.causeway.controller.resource.NamePart;
import dev.causeway.controller.resource.Page;
import dev.causeway.controller.resource.Paging;
import dev.causeway.controller.web.Call;
import dev.causeway.controller.web.Method;
import dev.causeway.controller.web.Reply;
import dev.causeway.controller.web.Route;
import dev.causeway.model.ServerId;
import dev.causeway.model.UserGroupId;
import java.time.Instant;
import java.util.List;

/// The operations on groups of users.
final class GroupEndpoints {

    private static final String ALL = AccessPaths.SERVER + "/groups";
    private static final String ID = "group_id";
    private static final String ONE = ALL + "/{" + ID + "}";
    private static final String OBJECT = "user_group";

    private final Database database;
    private final ClientTokens tokens;
    private final UserGroups groups;

    GroupEndpoints(Database database, ClientTokens tokens, UserGroups groups) {
        this.database = database;
        this.tokens = tokens;
        this.groups = groups;
    }

    List<Route> routes() {
        return List.of(
                Route.tenant(Method.POST, ALL, "vpn:p2cVpnGateway:createUserGroup", this::create)
                        .taking(ClientTokens.TOKEN),
                Route.tenant(Method.GET, ALL, "vpn:p2cVpnGateway:listUserGroup", this::list)
                        .taking(Paging.NEWEST_FIRST, NamePart.PARAMETER),
                Route.tenant(Method.GET, ONE, "vpn:p2cVpnGateway:getUserGroup", this::get),
                Route.tenant(Method.PUT, ONE, "vpn:p2cVpnGateway:updateUserGroup", this::update),
                Route.tenant(Method.DELETE, ONE, "vpn:p2cVpnGateway:deleteUserGroup", this::delete),
                Route.tenant(Method.POST, ONE + "/add-users", "vpn:p2cVpnGateway:addUsers", this::addUsers),
                Route.tenant(Method.POST, ONE + "/remove-users", "vpn:p2cVpnGateway:removeUsers", this::removeUsers),
                Route.tenant(Method.GET, ONE + "/users", "vpn:p2cVpnGateway:listUsersInGroup", this::users)
                        .taking(Paging.NEWEST_FIRST, NamePart.PARAMETER));
    }

    private Reply create(Call call) {
        ServerId server = AccessPaths.server(call);
        return tokens.once(
                call,
                once -> call.with(
                        OBJECT,
                        GroupRequest::ofNew,
                        request -> once.write(tx -> Reply.created(new GroupView.Made(
                                new GroupView.OnlyId(groups.create(tx, call.project(), server, request)),
                                call.requestId())))));
    }

    private Reply list(Call call) {
        Page<Instant> page = Paging.NEWEST_FIRST.page(call);
        Listing<UserGroup> found = groups.list(call.project(), AccessPaths.server(call), NamePart.filter(call), page);
        var slice = page.slice(found.rows(), UserGroup::createdAt);
        return Reply.ok(new GroupView.Many(
                slice.items().stream().map(GroupView::of).toList(), found.total(), slice.info(), call.requestId()));
    }

    private Reply get(Call call) {
        return Reply.ok(one(call, groups.get(call.project(), AccessPaths.server(call), id(call))));
    }

    private Reply update(Call call) {
        ServerId server = AccessPaths.server(call);
        UserGroupId id = id(call);
        UserGroup changed = call.with(
                OBJECT,
                GroupRequest::ofChange,
                update -> database.write(tx -> groups.update(tx, call.project(), server, id, update)));
        return Reply.ok(one(call, changed));
    }

    private Reply delete(Call call) {
        ServerId server = AccessPaths.server(call);
        UserGroupId id = id(call);
        database.change(tx -> groups.delete(tx, call.project(), server, id));
        return Reply.noContent();
    }

    private Reply addUsers(Call call) {
        ServerId server = AccessPaths.server(call);
        UserGroupId id = id(call);
        UserList list = call.read(UserList::read);
        database.change(tx -> groups.addUsers(tx, call.project(), server, id, list.ids()));
        return Reply.created(new UserView.Done(call.requestId()));
    }

    private Reply removeUsers(Call call) {
        ServerId server = AccessPaths.server(call);
        UserGroupId id = id(call);
        UserList list = call.read(UserList::read);
        database.change(tx -> groups.removeUsers(tx, call.project(), server, id, list.ids()));
        return Reply.created(new UserView.Done(call.requestId()));
    }

    private Reply users(Call call) {
        Page<Instant> page = Paging.NEWEST_FIRST.page(call);
        Listing<ClientUser> found =
                groups.users(call.project(), AccessPaths.server(call), id(call), NamePart.filter(call), page);
        var slice = page.slice(found.rows(), ClientUser::createdAt);
        return Reply.ok(new UserView.ManyInGroup(
                slice.items().stream().map(UserView.InGroup::of).toList(),
                found.total(),
                slice.info(),
                call.requestId()));
    }

    private static UserGroupId id(Call call) {
        return call.path(ID, UserGroupId::parse);
    }

    private static GroupView.One one(Call call, UserGroup group) {
        return new GroupView.One(GroupView.of(group), call.requestId());
    }
}
