package dev.causeway.controller.access;

import dev.causeway.controller.resource.Listing;
import dev.causeway.controller.resource.NamePart;
import dev.causeway.controller.resource.Page;
import dev.causeway.model.ClientUserId;
import dev.causeway.model.P2cCode;
import dev.causeway.model.ProjectId;
import dev.causeway.model.ServerId;
import dev.causeway.model.UserGroupId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/// The rules for groups of users.
final class UserGroups {

    private final BelowServers below;
    private final AccessDocuments documents;

    UserGroups(BelowServers below, AccessDocuments documents) {
        this.below = below;
        this.documents = documents;
    }

    UserGroup get(ProjectId project, ServerId server, UserGroupId id) {
        return below.find(project, server, UserGroupTable.find(project, server, id), P2cCode.GROUP_MISSING);
    }

    Listing<UserGroup> list(ProjectId project, ServerId server, Optional<NamePart> name, Page<Instant> page) {
        return below.list(
                project,
                server,
                UserGroupTable.count(project, server, name),
                UserGroupTable.newestFirst(project, server, name, page.after(), page.rows()));
    }

    /// The users of a group.
    Listing<ClientUser> users(
            ProjectId project, ServerId server, UserGroupId id, Optional<NamePart> name, Page<Instant> page) {
        var filter = new ClientUserTable.Filter(Optional.of(id), name);
        Listing<ClientUser> found = below.list(
                project,
                server,
                ClientUserTable.count(project, server, filter),
                ClientUserTable.newestFirst(project, server, filter, page.after(), page.rows()));
        if (found.total() == 0) {
            var _ = get(project, server, id);
        }
        return found;
    }

    UserGroupId create(Handle tx, ProjectId project, ServerId server, GroupRequest request) {
        below.lock(tx, project, server);
        if (UserGroupTable.countCustom(server).one(tx) >= UserGroup.MOST) {
            throw P2cCode.TOO_MANY_GROUPS.failure();
        }
        Instant now = below.next(tx, "user_group", server);
        var group = new UserGroup(
                UserGroupId.random(),
                server,
                request.name().orElseThrow(),
                request.description().orElse(""),
                false,
                0,
                now,
                now);
        UserGroupTable.insert(group).in(tx);
        documents.touch(tx, server);
        return group.id();
    }

    /// Hosts know nothing of its name.
    UserGroup update(Handle tx, ProjectId project, ServerId server, UserGroupId id, GroupRequest update) {
        below.lock(tx, project, server);
        UserGroup before = existing(tx, server, id).requireCustom();
        UserGroup after = update.of(before);
        if (after.equals(before)) {
            return before;
        }
        UserGroup changed = after.at(below.now());
        UserGroupTable.update(changed).in(tx);
        return changed;
    }

    /// Its users are in no other group then.
    void delete(Handle tx, ProjectId project, ServerId server, UserGroupId id) {
        below.lock(tx, project, server);
        existing(tx, server, id).requireCustom();
        if (AccessPolicyTable.count(id).one(tx) > 0) {
            throw P2cCode.GROUP_HAS_POLICY.failure();
        }
        ClientUserTable.moveAll(id, standard(tx, server), below.now()).in(tx);
        UserGroupTable.delete(id).in(tx);
        documents.touch(tx, server);
    }

    void addUsers(Handle tx, ProjectId project, ServerId server, UserGroupId id, List<ClientUserId> users) {
        below.lock(tx, project, server);
        existing(tx, server, id).requireCustom();
        UserGroupId standard = standard(tx, server);
        for (ClientUser user : ClientUsers.all(tx, server, users)) {
            if (!user.group().equals(id) && !user.group().equals(standard)) {
                throw P2cCode.USER_IN_OTHER_GROUP.of(user.id()).at(path(users, user));
            }
        }
        move(tx, server, users, id);
    }

    void removeUsers(Handle tx, ProjectId project, ServerId server, UserGroupId id, List<ClientUserId> users) {
        below.lock(tx, project, server);
        existing(tx, server, id).requireCustom();
        for (ClientUser user : ClientUsers.all(tx, server, users)) {
            if (!user.group().equals(id)) {
                throw P2cCode.USER_NOT_IN_GROUP.of(user.id()).at(path(users, user));
            }
        }
        move(tx, server, users, standard(tx, server));
    }

    private void move(Handle tx, ServerId server, List<ClientUserId> users, UserGroupId group) {
        if (ClientUserTable.move(server, users, group, below.now()).in(tx) > 0) {
            documents.touch(tx, server);
        }
    }

    private static String path(List<ClientUserId> users, ClientUser user) {
        return "users[" + users.indexOf(user.id()) + "].id";
    }

    private static UserGroup existing(Handle tx, ServerId server, UserGroupId id) {
        return UserGroupTable.find(server, id).first(tx).orElseThrow(P2cCode.GROUP_MISSING::failure);
    }

    private static UserGroupId standard(Handle tx, ServerId server) {
        return UserGroupTable.standard(server).one(tx).id();
    }
}
