package dev.causeway.controller.access;

import dev.causeway.controller.database.RowForm;
import dev.causeway.controller.database.Select;
import dev.causeway.controller.database.Write;
import dev.causeway.controller.resource.Listing;
import dev.causeway.controller.resource.NamePart;
import dev.causeway.model.AccessPolicyId;
import dev.causeway.model.ProjectId;
import dev.causeway.model.ServerId;
import dev.causeway.model.UserGroupId;
import java.time.Instant;
import java.util.Optional;

/// Rows of `access_policy`.
final class AccessPolicyTable {

    private static final RowForm<AccessPolicy> FORM = RowForm.of(AccessPolicy.class);
    private static final Select<AccessPolicy> ALL = Select.of(
            FORM::read,
            "SELECT " + FORM.columns("p")
                    + ", g.name AS group_name FROM access_policy p JOIN user_group g ON g.id = p.group_id");
    private static final Select<Long> COUNT =
            Select.of(row -> row.longNumber("count"), "SELECT count(*) FROM access_policy p");

    private AccessPolicyTable() {}

    static Write insert(AccessPolicy policy) {
        return Write.insert("access_policy", FORM.row(policy));
    }

    static Write update(AccessPolicy policy) {
        return Write.update("access_policy", FORM.row(policy));
    }

    static Select<AccessPolicy> find(ServerId server, AccessPolicyId id) {
        return ALL.and(" WHERE p.server_id = ? AND p.id = ?", server, id);
    }

    static Select<AccessPolicy> find(ProjectId project, ServerId server, AccessPolicyId id) {
        return ALL.among(" WHERE p.server_id", BelowServers.one(project, server))
                .and(" AND p.id = ?", id);
    }

    /// All policies of a server, in the order in which they were made.
    static Select<AccessPolicy> of(ServerId server) {
        return ALL.and(" WHERE p.server_id = ? ORDER BY p.created_at", server);
    }

    /// @param name a part of theirs
    static Select<AccessPolicy> newestFirst(
            ProjectId project, ServerId server, Optional<NamePart> name, Optional<Instant> before, int rows) {
        return some(ALL, project, server, name)
                .and(" AND p.created_at < ?", before)
                .and(Listing.newest("p", rows));
    }

    static Select<Long> count(ProjectId project, ServerId server, Optional<NamePart> name) {
        return some(COUNT, project, server, name);
    }

    private static <T> Select<T> some(Select<T> all, ProjectId project, ServerId server, Optional<NamePart> name) {
        return all.among(" WHERE p.server_id", BelowServers.one(project, server))
                .and(" AND p.name ILIKE ?", name.map(NamePart::pattern));
    }

    static Select<Long> count(ServerId server) {
        return COUNT.and(" WHERE p.server_id = ?", server);
    }

    static Select<Long> count(UserGroupId group) {
        return COUNT.and(" WHERE p.group_id = ?", group);
    }

    static Write delete(AccessPolicyId id) {
        return Write.of("DELETE FROM access_policy WHERE id = ?", id);
    }

    static Write deleteAll(ServerId server) {
        return Write.of("DELETE FROM access_policy WHERE server_id = ?", server);
    }
}
