package dev.causeway.controller.access;

import dev.causeway.controller.database.Row;
import dev.causeway.controller.database.RowForm;
import dev.causeway.controller.database.Select;
import dev.causeway.controller.database.Write;
import dev.causeway.controller.resource.Listing;
import dev.causeway.controller.resource.NamePart;
import dev.causeway.model.ClientUserId;
import dev.causeway.model.Ipv4;
import dev.causeway.model.PasswordHash;
import dev.causeway.model.ProjectId;
import dev.causeway.model.ServerId;
import dev.causeway.model.UserGroupId;
import dev.causeway.model.document.Access;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/// Rows of `client_user`.
final class ClientUserTable {

    private static final RowForm<ClientUser> FORM = RowForm.of(ClientUser.class);
    private static final String COLUMNS = FORM.columns("u") + ", g.name AS group_name";
    private static final String FROM = " FROM client_user u JOIN user_group g ON g.id = u.group_id";
    private static final Select<ClientUser> ALL = Select.of(FORM::read, "SELECT " + COLUMNS + FROM);
    private static final Select<Long> COUNT =
            Select.of(row -> row.longNumber("count"), "SELECT count(*) FROM client_user u");

    private ClientUserTable() {}

    /// A user with what is known of the passwords.
    ///
    /// @param version rises with each password
    /// @param earlier the ones before, newest first
    record WithPassword(ClientUser user, PasswordHash password, long version, List<PasswordHash> earlier) {

        WithPassword {
            earlier = List.copyOf(earlier);
        }

        private static WithPassword read(Row row) throws SQLException {
            return new WithPassword(
                    FORM.read(row),
                    new PasswordHash(row.text("password")),
                    row.longNumber("password_version"),
                    row.texts("earlier_passwords").stream()
                            .map(PasswordHash::new)
                            .toList());
        }
    }

    /// A new user.
    record Made(ClientUser user, PasswordHash password) {}

    /// Adds users, however many there are, in one statement.
    static Write insert(ServerId server, List<Made> users) {
        return Write.of(
                """
                INSERT INTO client_user (id, server_id, group_id, name, description, static_ip, password,
                                         created_at, updated_at)
                SELECT id, ?, group_id, name, description, nullif(static_ip, '')::inet, password,
                       at::timestamptz, at::timestamptz
                  FROM unnest(?::uuid[], ?::uuid[], ?::text[], ?::text[], ?::text[], ?::text[], ?::text[])
                    AS made (id, group_id, name, description, static_ip, password, at)""",
                server,
                column(users, made -> made.user().id()),
                column(users, made -> made.user().group()),
                column(users, made -> made.user().name().text()),
                column(users, made -> made.user().description()),
                column(
                        users,
                        made -> made.user()
                                .staticAddress()
                                .address()
                                .map(Ipv4::toString)
                                .orElse("")),
                column(users, made -> made.password().text()),
                column(users, made -> made.user().createdAt().toString()));
    }

    private static <T> List<T> column(List<Made> users, Function<Made, T> part) {
        return users.stream().map(part).toList();
    }

    static Select<ClientUser> find(ServerId server, ClientUserId id) {
        return ALL.and(" WHERE u.server_id = ? AND u.id = ?", server, id);
    }

    static Select<ClientUser> find(ServerId server, Collection<ClientUserId> ids) {
        return ALL.and(" WHERE u.server_id = ? AND u.id = ANY (?::uuid[])", server, ids);
    }

    static Select<ClientUser> find(ProjectId project, ServerId server, ClientUserId id) {
        return ALL.among(" WHERE u.server_id", BelowServers.one(project, server))
                .and(" AND u.id = ?", id);
    }

    static Select<WithPassword> withPassword(ProjectId project, ServerId server, ClientUserId id) {
        return Select.of(
                        WithPassword::read,
                        "SELECT " + COLUMNS + ", u.password, u.password_version, u.earlier_passwords" + FROM)
                .among(" WHERE u.server_id", BelowServers.one(project, server))
                .and(" AND u.id = ?", id);
    }

    /// Which users of a server a list shall hold.
    ///
    /// @param name a part of theirs
    record Filter(Optional<UserGroupId> group, Optional<NamePart> name) {

        private <T> Select<T> of(Select<T> all, ProjectId project, ServerId server) {
            return all.among(" WHERE u.server_id", BelowServers.one(project, server))
                    .and(" AND u.group_id = ?", group)
                    .and(" AND u.name ILIKE ?", name.map(NamePart::pattern));
        }
    }

    static Select<ClientUser> newestFirst(
            ProjectId project, ServerId server, Filter filter, Optional<Instant> before, int rows) {
        return filter.of(ALL, project, server)
                .and(" AND u.created_at < ?", before)
                .and(Listing.newest("u", rows));
    }

    static Select<Long> count(ProjectId project, ServerId server, Filter filter) {
        return filter.of(COUNT, project, server);
    }

    static Select<Long> count(ServerId server) {
        return COUNT.and(" WHERE u.server_id = ?", server);
    }

    /// Those of some names that users of a server have.
    static Select<String> takenNames(ServerId server, Collection<String> names) {
        return Select.of(
                row -> row.text("name"),
                "SELECT name FROM client_user WHERE server_id = ? AND name = ANY (?::text[])",
                server,
                names);
    }

    /// The addresses that are kept for users of a server.
    static Select<Ipv4> staticAddresses(ServerId server) {
        return Select.of(
                row -> row.address("static_ip"),
                "SELECT static_ip FROM client_user WHERE server_id = ? AND static_ip IS NOT NULL ORDER BY static_ip",
                server);
    }

    /// The users of a server as hosts know them.
    static Select<Access.User> onHosts(ServerId server) {
        return Select.of(
                row -> new Access.User(
                        row.id("id", ClientUserId::new),
                        row.text("name"),
                        new PasswordHash(row.text("password")),
                        row.longNumber("password_version"),
                        row.optionalAddress("static_ip"),
                        row.id("group_id", UserGroupId::new)),
                """
                SELECT id, name, password, password_version, static_ip, group_id
                  FROM client_user WHERE server_id = ? ORDER BY name""",
                server);
    }

    static Write update(ClientUser user) {
        return Write.update("client_user", FORM.row(user));
    }

    /// Gives a user another password, unless that has been done since.
    ///
    /// @param version that it is done for
    static Write changePassword(ClientUserId id, long version, PasswordHash password, int kept, Instant now) {
        return Write.of("""
                UPDATE client_user
                   SET password = ?, password_version = password_version + 1, updated_at = ?,
                       earlier_passwords = (array_prepend(password, earlier_passwords))[1:?::int]
                 WHERE id = ? AND password_version = ?""", password.text(), now, kept, id, version);
    }

    /// Moves users to another group of the server.
    static Write move(ServerId server, Collection<ClientUserId> users, UserGroupId group, Instant now) {
        return Write.of("""
                UPDATE client_user SET group_id = ?, updated_at = ?
                 WHERE server_id = ? AND id = ANY (?::uuid[]) AND group_id <> ?""", group, now, server, users, group);
    }

    /// Moves all users of a group to another.
    static Write moveAll(UserGroupId from, UserGroupId group, Instant now) {
        return Write.of("UPDATE client_user SET group_id = ?, updated_at = ? WHERE group_id = ?", group, now, from);
    }

    static Write delete(ServerId server, Collection<ClientUserId> users) {
        return Write.of("DELETE FROM client_user WHERE server_id = ? AND id = ANY (?::uuid[])", server, users);
    }

    static Write deleteAll(ServerId server) {
        return Write.of("DELETE FROM client_user WHERE server_id = ?", server);
    }
}
