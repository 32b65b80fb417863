package dev.causeway.controller.access;

import static java.util.stream.Collectors.toSet;

import dev.causeway.controller.database.Pipeline;
import dev.causeway.controller.resource.Listing;
import dev.causeway.controller.resource.Page;
import dev.causeway.controller.server.VpnServer;
import dev.causeway.controller.server.VpnServers;
import dev.causeway.model.ClientUserId;
import dev.causeway.model.Coded;
import dev.causeway.model.InvalidInput;
import dev.causeway.model.P2cCode;
import dev.causeway.model.PasswordHash;
import dev.causeway.model.ProjectId;
import dev.causeway.model.ServerId;
import dev.causeway.model.UserGroupId;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.jdbi.v3.core.Handle;

/// The rules for users of VPN servers.
final class ClientUsers {

    private final BelowServers below;
    private final AccessDocuments documents;

    ClientUsers(BelowServers below, AccessDocuments documents) {
        this.below = below;
        this.documents = documents;
    }

    ClientUser get(ProjectId project, ServerId server, ClientUserId id) {
        return below.find(project, server, ClientUserTable.find(project, server, id), P2cCode.USER_MISSING);
    }

    Listing<ClientUser> list(ProjectId project, ServerId server, ClientUserTable.Filter filter, Page<Instant> page) {
        return below.list(
                project,
                server,
                ClientUserTable.count(project, server, filter),
                ClientUserTable.newestFirst(project, server, filter, page.after(), page.rows()));
    }

    ClientUserId create(Handle tx, ProjectId project, ServerId id, UserRequest request, PasswordHash password) {
        VpnServers.Locked locked = below.lock(tx, project, id);
        requireRoom(tx, locked, 1);
        UserGroup group = request.group()
                .map(wanted -> group(tx, id, wanted))
                .orElseGet(() -> UserGroupTable.standard(id).one(tx));
        requireIn(request.address(), locked.server());
        ClientUser user = user(
                id,
                new BatchJudge.Fit(request.name(), request.password(), request.description(), group, request.address()),
                below.next(tx, "client_user", id));
        ClientUserTable.insert(id, List.of(new ClientUserTable.Made(user, password)))
                .in(tx);
        documents.touch(tx, id);
        return user.id();
    }

    /// Judges a batch by what there is now.
    UserBatch.Judged judge(ProjectId project, ServerId server, UserBatch batch) {
        return below.ask(project, server, batch::judged);
    }

    /// Makes all users of a batch that was found fit, or none.
    ///
    /// @param passwords theirs, in their order
    /// @return those that are unfit by now
    List<BatchJudge.Unfit> createAll(
            Handle tx, ProjectId project, ServerId id, UserBatch batch, List<PasswordHash> passwords) {
        VpnServers.Locked locked = below.lock(tx, project, id);
        requireRoom(tx, locked, batch.users().size());
        var asked = new Pipeline();
        Supplier<UserBatch.Judged> judging = batch.judged(asked, locked.server());
        asked.run(tx);
        UserBatch.Judged judged = judging.get();
        if (judged.unfit().isEmpty()) {
            Instant first = below.next(tx, "client_user", id);
            ClientUserTable.insert(id, made(id, judged.fit(), passwords, first)).in(tx);
            documents.touch(tx, id);
        }
        return judged.unfit();
    }

    /// Each a millisecond after the one before.
    private static List<ClientUserTable.Made> made(
            ServerId server, List<BatchJudge.Fit> users, List<PasswordHash> passwords, Instant first) {
        return IntStream.range(0, users.size())
                .mapToObj(i ->
                        new ClientUserTable.Made(user(server, users.get(i), first.plusMillis(i)), passwords.get(i)))
                .toList();
    }

    private static ClientUser user(ServerId server, BatchJudge.Fit fit, Instant now) {
        return new ClientUser(
                ClientUserId.random(),
                server,
                fit.group().id(),
                fit.group().name(),
                fit.name(),
                fit.description(),
                fit.address(),
                now,
                now);
    }

    /// Checks that a server may have so many more users.
    static void requireRoom(Handle tx, VpnServers.Locked locked, int more) {
        long users = ClientUserTable.count(locked.server().id()).one(tx);
        int most = locked.gateway().mostConnections();
        if (users + more > most) {
            throw P2cCode.TOO_MANY_USERS
                    .fault()
                    .because("the gateway is for %d connections, and there are %d users", most, users)
                    .failure();
        }
    }

    private static UserGroup group(Handle tx, ServerId server, UserGroupId id) {
        return UserGroupTable.find(server, id).first(tx).orElseThrow(() -> P2cCode.GROUP_MISSING.at("user_group_id"));
    }

    private static void requireIn(StaticAddress address, VpnServer server) {
        InvalidInput.within("static_ip", () -> {
            address.requireIn(server.network());
            return address;
        });
    }

    ClientUser update(Handle tx, ProjectId project, ServerId id, ClientUserId user, UserUpdate update) {
        VpnServer server = below.lock(tx, project, id).server();
        ClientUser before = existing(tx, id, user);
        UserGroup group = group(tx, id, update.group().orElse(before.group()));
        StaticAddress address = update.address().orElse(before.staticAddress());
        if (!address.equals(before.staticAddress())) {
            requireIn(address, server);
        }
        ClientUser after =
                before.changed(group, update.description().orElse(before.description()), address, below.now());
        ClientUserTable.update(after).in(tx);
        if (!after.isAlikeOnHosts(before)) {
            documents.touch(tx, id);
        }
        return after;
    }

    private static ClientUser existing(Handle tx, ServerId server, ClientUserId user) {
        return ClientUserTable.find(server, user).first(tx).orElseThrow(P2cCode.USER_MISSING::failure);
    }

    void delete(Handle tx, ProjectId project, ServerId id, ClientUserId user) {
        below.lock(tx, project, id);
        existing(tx, id, user);
        delete(tx, id, List.of(user));
    }

    /// Deletes all of them, or none.
    void deleteAll(Handle tx, ProjectId project, ServerId id, List<ClientUserId> users) {
        below.lock(tx, project, id);
        var _ = all(tx, id, users);
        delete(tx, id, users);
    }

    private void delete(Handle tx, ServerId server, List<ClientUserId> users) {
        ClientUserTable.delete(server, users).in(tx);
        documents.touch(tx, server);
    }

    /// The users with these identifiers, each of whom must exist.
    static List<ClientUser> all(Handle tx, ServerId server, List<ClientUserId> wanted) {
        List<ClientUser> found = ClientUserTable.find(server, wanted).list(tx);
        Set<ClientUserId> there = found.stream().map(ClientUser::id).collect(toSet());
        for (int i = 0; i < wanted.size(); i++) {
            if (!there.contains(wanted.get(i))) {
                throw P2cCode.USER_MISSING
                        .fault()
                        .because("there is none with the ID %s", wanted.get(i))
                        .at("users[" + i + "].id");
            }
        }
        return found;
    }

    /// The user whose password is to be changed, as the user is now.
    ///
    /// @throws Coded if there is none
    ClientUserTable.WithPassword withPassword(ProjectId project, ServerId server, ClientUserId id) {
        return below.find(project, server, ClientUserTable.withPassword(project, server, id), P2cCode.USER_MISSING);
    }

    /// Gives a user another password.
    ///
    /// @param seen the user as what is known of the passwords was judged
    /// @return whether it is done, and not prevented by another change since
    boolean changePassword(
            Handle tx, ProjectId project, ServerId id, ClientUserTable.WithPassword seen, PasswordHash password) {
        below.lock(tx, project, id);
        existing(tx, id, seen.user().id());
        boolean changed = ClientUserTable.changePassword(
                                seen.user().id(), seen.version(), password, UserPasswords.REMEMBERED - 1, below.now())
                        .in(tx)
                == 1;
        if (changed) {
            documents.touch(tx, id);
        }
        return changed;
    }
}
