package dev.causeway.controller.access;

import dev.causeway.controller.database.RowForm;
import dev.causeway.controller.database.Select;
import dev.causeway.controller.database.Write;
import dev.causeway.controller.resource.Listing;
import dev.causeway.controller.resource.NamePart;
import dev.causeway.model.ProjectId;
import dev.causeway.model.ServerId;
import dev.causeway.model.UserGroupId;
import java.time.Instant;
import java.util.Optional;

/// Rows of `user_group`.
final class UserGroupTable {

    private static final RowForm<UserGroup> FORM = RowForm.of(UserGroup.class);
    private static final Select<UserGroup> ALL = Select.of(FORM::read, "SELECT " + FORM.columns("g") + """
            , (SELECT count(*) FROM client_user u WHERE u.group_id = g.id) AS users FROM user_group g""");
    private static final Select<Long> COUNT =
            Select.of(row -> row.longNumber("count"), "SELECT count(*) FROM user_group g");

    private UserGroupTable() {}

    static Write insert(UserGroup group) {
        return Write.insert("user_group", FORM.row(group));
    }

    static Write update(UserGroup group) {
        return Write.update("user_group", FORM.row(group));
    }

    static Select<UserGroup> find(ServerId server, UserGroupId id) {
        return ALL.and(" WHERE g.server_id = ? AND g.id = ?", server, id);
    }

    static Select<UserGroup> find(ProjectId project, ServerId server, UserGroupId id) {
        return ALL.among(" WHERE g.server_id", BelowServers.one(project, server))
                .and(" AND g.id = ?", id);
    }

    static Select<UserGroup> standard(ServerId server) {
        return ALL.and(" WHERE g.server_id = ? AND g.is_default", server);
    }

    /// All groups of a server, of which there are few.
    static Select<UserGroup> of(ServerId server) {
        return ALL.and(" WHERE g.server_id = ? ORDER BY g.created_at", server);
    }

    /// @param name a part of theirs
    static Select<UserGroup> newestFirst(
            ProjectId project, ServerId server, Optional<NamePart> name, Optional<Instant> before, int rows) {
        return some(ALL, project, server, name)
                .and(" AND g.created_at < ?", before)
                .and(Listing.newest("g", rows));
    }

    static Select<Long> count(ProjectId project, ServerId server, Optional<NamePart> name) {
        return some(COUNT, project, server, name);
    }

    private static <T> Select<T> some(Select<T> all, ProjectId project, ServerId server, Optional<NamePart> name) {
        return all.among(" WHERE g.server_id", BelowServers.one(project, server))
                .and(" AND g.name ILIKE ?", name.map(NamePart::pattern));
    }

    /// How many a server has beside the default one.
    static Select<Long> countCustom(ServerId server) {
        return COUNT.and(" WHERE g.server_id = ? AND NOT g.is_default", server);
    }

    static Write delete(UserGroupId id) {
        return Write.of("DELETE FROM user_group WHERE id = ?", id);
    }

    static Write deleteAll(ServerId server) {
        return Write.of("DELETE FROM user_group WHERE server_id = ?", server);
    }
}
