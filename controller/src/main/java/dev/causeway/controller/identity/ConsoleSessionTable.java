package dev.causeway.controller.identity;

import dev.causeway.controller.database.Row;
import dev.causeway.controller.database.Select;
import dev.causeway.model.ProjectId;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.jdbi.v3.core.Handle;

/// Sessions of the console as rows.
final class ConsoleSessionTable {

    private final Handle tx;

    ConsoleSessionTable(Handle tx) {
        this.tx = tx;
    }

    /// Begins a session, if the password that was verified is still the account's. Locks the account, so that whoever
    /// changes the password meanwhile finds the session and ends it.
    ///
    /// @param account as it was when the password was verified
    /// @return whether the session has begun
    boolean insert(byte[] digest, Account account, Instant now, Instant end) {
        return tx.createUpdate("""
                                INSERT INTO console_session (digest, account_id, begun_at, used_at, ends_at)
                                SELECT :digest, id, :now, :now, :end FROM account
                                 WHERE id = :account AND password_hash = :hash
                                   FOR SHARE""")
                        .bind("digest", digest)
                        .bind("account", account.id())
                        .bind("hash", account.password().text())
                        .bind("now", now)
                        .bind("end", end)
                        .execute()
                == 1;
    }

    /// Also one that is over.
    static Select<ConsoleSession> session(byte[] digest) {
        return Select.of(ConsoleSessionTable::session, """
                        SELECT account.*, domain.name AS domain_name,
                               console_session.begun_at, console_session.used_at, console_session.ends_at,
                               array(SELECT id FROM project WHERE project.domain_id = account.domain_id
                                      ORDER BY created_at, id) AS projects,
                               array(SELECT name FROM project WHERE project.domain_id = account.domain_id
                                      ORDER BY created_at, id) AS project_names
                          FROM console_session
                          JOIN account ON account.id = console_session.account_id
                          LEFT JOIN domain ON domain.id = account.domain_id
                         WHERE console_session.digest = ?
                        """, (Object) digest);
    }

    /// Writes that a session is used, unless that was written since a moment.
    void use(byte[] digest, Instant now, Instant since) {
        tx.execute("UPDATE console_session SET used_at = ? WHERE digest = ? AND used_at <= ?", now, digest, since);
    }

    void delete(byte[] digest) {
        tx.execute("DELETE FROM console_session WHERE digest = ?", (Object) digest);
    }

    /// Forgets sessions that are over.
    ///
    /// @param idle those not used since then are
    void deleteOver(Instant now, Instant idle) {
        tx.execute("DELETE FROM console_session WHERE ends_at <= ? OR used_at <= ?", now, idle);
    }

    private static ConsoleSession session(Row row) throws SQLException {
        return new ConsoleSession(
                IdentityTable.account(row),
                projects(row),
                row.moment("begun_at"),
                row.moment("used_at"),
                row.moment("ends_at"));
    }

    private static List<Project> projects(Row row) throws SQLException {
        List<String> ids = row.texts("projects");
        List<String> names = row.texts("project_names");
        String domain = row.optionalText("domain_id").orElse("");
        return IntStream.range(0, ids.size())
                .mapToObj(i -> new Project(new ProjectId(ids.get(i)), domain, names.get(i)))
                .toList();
    }
}
