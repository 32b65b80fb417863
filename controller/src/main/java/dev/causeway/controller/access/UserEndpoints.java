package dev.causeway.controller.access;

import dev.causeway.controller.clienttoken.ClientTokens;
import dev.causeway.controller.database.Database;
import dev.causeway.controller.resource.Listing;
import dev.causeway.controller.resource.NamePart;
import dev.causeway.controller.resource.Page;
import dev.causeway.controller.resource.Paging;
import dev.causeway.controller.web.Call;
import dev.causeway.controller.web.JsonReader;
import dev.causeway.controller.web.Method;
import dev.causeway.controller.web.Reply;
import dev.causeway.controller.web.Route;
import dev.causeway.model.Busy;
import dev.causeway.model.ClientUserId;
import dev.causeway.model.PasswordHash;
import dev.causeway.model.ServerId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/// The operations on users of a server. Those that hash passwords may take long.
final class UserEndpoints {

    private static final String ALL = AccessPaths.SERVER + "/users";
    private static final String ID = "user_id";
    private static final String ONE = ALL + "/{" + ID + "}";
    private static final String OBJECT = "user";

    private final Database database;
    private final ClientTokens tokens;
    private final BelowServers below;
    private final ClientUsers users;
    private final UserPasswords passwords;

    UserEndpoints(
            Database database, ClientTokens tokens, BelowServers below, ClientUsers users, UserPasswords passwords) {
        this.database = database;
        this.tokens = tokens;
        this.below = below;
        this.users = users;
        this.passwords = passwords;
    }

    List<Route> routes() {
        return List.of(
                Route.tenant(Method.POST, ALL, "vpn:p2cVpnUser:create", this::create)
                        .taking(ClientTokens.TOKEN)
                        .waiting(),
                Route.tenant(Method.POST, ALL + "/batch-create", "vpn:p2cVpnUser:batchCreate", this::createAll)
                        .taking(ClientTokens.TOKEN)
                        .waiting(),
                Route.tenant(Method.GET, ALL, "vpn:p2cVpnUser:list", this::list)
                        .taking(Paging.NEWEST_FIRST, NamePart.PARAMETER),
                Route.tenant(Method.GET, ONE, "vpn:p2cVpnUser:get", this::get),
                Route.tenant(Method.PUT, ONE, "vpn:p2cVpnUser:update", this::update),
                Route.tenant(Method.DELETE, ONE, "vpn:p2cVpnUser:delete", this::delete),
                Route.tenant(Method.POST, ALL + "/batch-delete", "vpn:p2cVpnUser:batchDelete", this::deleteAll),
                Route.tenant(Method.PUT, ONE + "/password", "vpn:p2cVpnUser:updatePassword", this::changePassword)
                        .waiting(),
                Route.tenant(Method.POST, ONE + "/reset-password", "vpn:p2cVpnUser:resetPassword", this::resetPassword)
                        .waiting());
    }

    private Reply create(Call call) {
        ServerId server = AccessPaths.server(call);
        return tokens.once(
                call,
                once -> call.with(OBJECT, UserRequest::read, request -> {
                    var _ = below.get(call.project(), server);
                    PasswordHash password = passwords.hash(request.password());
                    return once.write(tx -> Reply.created(new UserView.Made(
                            new UserView.OnlyId(users.create(tx, call.project(), server, request, password)),
                            call.requestId())));
                }));
    }

    private Reply createAll(Call call) {
        ServerId server = AccessPaths.server(call);
        return tokens.once(call, once -> {
            UserBatch batch = call.read(UserBatch::read);
            UserBatch.Judged judged = users.judge(call.project(), server, batch);
            if (!judged.unfit().isEmpty()) {
                return once.attempt(_ -> batch(call, judged.unfit()));
            }
            List<PasswordHash> hashes = passwords.hashAll(
                    judged.fit().stream().map(BatchJudge.Fit::password).toList());
            return once.attempt(tx -> batch(call, users.createAll(tx, call.project(), server, batch, hashes)));
        });
    }

    /// Where one is unfit, none is made.
    private static ClientTokens.Attempted batch(Call call, List<BatchJudge.Unfit> unfit) {
        Reply reply = Reply.created(
                new UserView.Batch(unfit.stream().map(UserView.Invalid::of).toList(), call.requestId()));
        return new ClientTokens.Attempted(reply, unfit.isEmpty());
    }

    private Reply list(Call call) {
        Page<Instant> page = Paging.NEWEST_FIRST.page(call);
        var filter = new ClientUserTable.Filter(Optional.empty(), NamePart.filter(call));
        Listing<ClientUser> found = users.list(call.project(), AccessPaths.server(call), filter, page);
        var slice = page.slice(found.rows(), ClientUser::createdAt);
        return Reply.ok(new UserView.Many(
                slice.items().stream().map(UserView::of).toList(), found.total(), slice.info(), call.requestId()));
    }

    private Reply get(Call call) {
        return Reply.ok(one(call, users.get(call.project(), AccessPaths.server(call), id(call))));
    }

    private Reply update(Call call) {
        ServerId server = AccessPaths.server(call);
        ClientUserId id = id(call);
        ClientUser changed = call.with(
                OBJECT,
                UserUpdate::read,
                update -> database.write(tx -> users.update(tx, call.project(), server, id, update)));
        return Reply.ok(one(call, changed));
    }

    private Reply delete(Call call) {
        ServerId server = AccessPaths.server(call);
        ClientUserId id = id(call);
        database.change(tx -> users.delete(tx, call.project(), server, id));
        return Reply.noContent();
    }

    private Reply deleteAll(Call call) {
        ServerId server = AccessPaths.server(call);
        UserList list = call.read(UserList::read);
        database.change(tx -> users.deleteAll(tx, call.project(), server, list.ids()));
        return Reply.ok(new UserView.Done(call.requestId()));
    }

    private Reply changePassword(Call call) {
        return password(call, PasswordChange::byUser);
    }

    private Reply resetPassword(Call call) {
        return password(call, PasswordChange::byAdministrator);
    }

    private Reply password(Call call, Function<JsonReader, PasswordChange> reader) {
        ServerId server = AccessPaths.server(call);
        ClientUserId id = id(call);
        PasswordChange change = call.read(reader);
        ClientUserTable.WithPassword seen = users.withPassword(call.project(), server, id);
        PasswordHash password = passwords.changed(seen, change.of(seen.user()));
        if (!database.write(tx -> users.changePassword(tx, call.project(), server, seen, password))) {
            throw new Busy("the password was changed by somebody else at the same time; try again");
        }
        return Reply.ok(new UserView.Done(call.requestId()));
    }

    private static ClientUserId id(Call call) {
        return call.path(ID, ClientUserId::parse);
    }

    private static UserView.One one(Call call, ClientUser user) {
        return new UserView.One(UserView.of(user), call.requestId());
    }
}
