package dev.causeway.controller.identity;

import dev.causeway.controller.database.Row;
import dev.causeway.controller.database.Select;
import dev.causeway.model.PasswordHash;
import dev.causeway.model.ProjectId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;
import org.jdbi.v3.core.statement.StatementContext;

/// Domains, projects, accounts, keys and tokens as rows.
final class IdentityTable {

    private static final String ACCOUNT = """
            SELECT account.id, account.name, account.password_hash, domain.id AS domain_id, domain.name AS domain_name
              FROM account LEFT JOIN domain ON domain.id = account.domain_id
            """;

    private final Handle tx;

    IdentityTable(Handle tx) {
        this.tx = tx;
    }

    /// The key that a call is signed with, and whose it is.
    ///
    /// @param sealedSecret opened by the vault in the context of the key's id
    /// @param projects of the account's domain, oldest first
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Key(byte[] sealedSecret, Account account, List<ProjectId> projects) {}

    boolean isEmpty() {
        return tx.createQuery("SELECT NOT EXISTS (SELECT FROM account)")
                .mapTo(Boolean.class)
                .one();
    }

    /// The id of the installation.
    static Select<String> installation() {
        return Select.of(row -> row.text("id"), "SELECT id FROM installation");
    }

    /// Lets no other controller create the first accounts at the same time.
    void lockBootstrap() {
        tx.execute("LOCK TABLE domain IN SHARE ROW EXCLUSIVE MODE");
    }

    void insertDomain(Account.Domain domain) {
        tx.execute("INSERT INTO domain (id, name) VALUES (?, ?)", domain.id(), domain.name());
    }

    void insertProject(Project project) {
        tx.createUpdate("INSERT INTO project (id, domain_id, name) VALUES (:id, :domain, :name)")
                .bind("id", project.id())
                .bind("domain", project.domainId())
                .bind("name", project.name())
                .execute();
    }

    void insertAccount(Account account) {
        tx.createUpdate("""
                        INSERT INTO account (id, domain_id, name, password_hash)
                        VALUES (:id, :domain, :name, :hash)
                        """)
                .bind("id", account.id())
                .bind("domain", account.domain().map(Account.Domain::id))
                .bind("name", account.name())
                .bind("hash", account.password().text())
                .execute();
    }

    void insertKey(String id, String account, byte[] sealedSecret) {
        tx.execute(
                "INSERT INTO access_key (id, account_id, sealed_secret) VALUES (?, ?, ?)", id, account, sealedSecret);
    }

    static Select<Key> key(String id) {
        return Select.of(row -> new Key(row.bytes("sealed_secret"), account(row), projects(row)), """
                        SELECT account.*, domain.name AS domain_name, access_key.sealed_secret,
                               array(SELECT id FROM project WHERE project.domain_id = account.domain_id
                                      ORDER BY created_at, id) AS projects
                          FROM access_key
                          JOIN account ON account.id = access_key.account_id
                          LEFT JOIN domain ON domain.id = account.domain_id
                         WHERE access_key.id = ?
                        """, id);
    }

    Optional<Account> account(String id) {
        return accounts(tx.createQuery(ACCOUNT + "WHERE account.id = :id").bind("id", id));
    }

    Optional<Account> accountByName(String domainIdOrName, String name) {
        return accounts(tx.createQuery(ACCOUNT + "WHERE :domain IN (domain.id, domain.name) AND account.name = :name")
                .bind("domain", domainIdOrName)
                .bind("name", name));
    }

    /// @param hasChosen whether somebody has chosen the password
    record OperatorAccount(Account account, boolean hasChosen) {}

    static Select<OperatorAccount> operator(String name) {
        return Select.of(
                row -> new OperatorAccount(account(row), row.flag("password_chosen")),
                "SELECT *, NULL AS domain_name FROM account WHERE domain_id IS NULL AND name = ?",
                name);
    }

    List<Project> projects(String domainId) {
        return tx.createQuery(
                        "SELECT id, domain_id, name FROM project WHERE domain_id = :domain ORDER BY created_at, id")
                .bind("domain", domainId)
                .map(IdentityTable::project)
                .list();
    }

    List<Project> allProjects() {
        return tx.createQuery("SELECT id, domain_id, name FROM project ORDER BY created_at, id")
                .map(IdentityTable::project)
                .list();
    }

    /// Gives a token, if the password that was verified is still the account's. Locks the account, so that whoever
    /// changes the password meanwhile finds the token and voids it.
    ///
    /// @param token with the account as it was when the password was verified or an older token was read
    /// @return whether the token was given
    boolean insertToken(byte[] digest, Token token) {
        return tx.createUpdate("""
                                INSERT INTO token
                                       (digest, account_id, project_id, of_domain, methods, issued_at, expires_at)
                                SELECT :digest, id, :project::text, :ofDomain, :methods, :issued, :expires
                                  FROM account
                                 WHERE id = :account AND password_hash = :hash
                                   FOR SHARE""")
                        .bind("digest", digest)
                        .bind("account", token.account().id())
                        .bind("hash", token.account().password().text())
                        .bind("project", token.project().map(ProjectId::value).orElse(null))
                        .bind("ofDomain", token.ofDomain())
                        .bindArray("methods", String.class, token.methods())
                        .bind("issued", token.issued())
                        .bind("expires", token.expires())
                        .execute()
                == 1;
    }

    /// Also one that has expired.
    static Select<Token> token(byte[] digest) {
        return Select.of(IdentityTable::token, """
                        SELECT account.*, domain.name AS domain_name, token.project_id, token.of_domain,
                               token.methods, token.issued_at, token.expires_at
                          FROM token
                          JOIN account ON account.id = token.account_id
                          LEFT JOIN domain ON domain.id = account.domain_id
                         WHERE token.digest = ?
                        """, (Object) digest);
    }

    void deleteExpiredTokens(Instant now) {
        tx.execute("DELETE FROM token WHERE expires_at <= ?", now);
    }

    /// Changes a password, if the one that was verified is still the account's; all tokens and sessions that it
    /// gave are over from now on.
    ///
    /// @param account as it was when the password was verified
    /// @return whether the password was changed
    boolean changePassword(Account account, PasswordHash hash) {
        boolean changed = tx.execute(
                        "UPDATE account SET password_hash = ?, password_chosen = true WHERE id = ? AND password_hash = ?",
                        hash.text(),
                        account.id(),
                        account.password().text())
                == 1;
        if (changed) {
            tx.execute("DELETE FROM token WHERE account_id = ?", account.id());
            tx.execute("DELETE FROM console_session WHERE account_id = ?", account.id());
        }
        return changed;
    }

    /// Sets an operator's password, whatever it was; all sessions that it gave are over from now on.
    void setPassword(String operator, PasswordHash hash) {
        tx.execute(
                "UPDATE account SET password_hash = ?, password_chosen = true WHERE domain_id IS NULL AND name = ?",
                hash.text(),
                operator);
        tx.execute("""
                DELETE FROM console_session USING account
                 WHERE account.id = account_id AND domain_id IS NULL AND name = ?
                """, operator);
    }

    private static Optional<Account> accounts(Query query) {
        return query.map((row, _) -> account(new Row(row))).findOne();
    }

    static Account account(Row row) throws SQLException {
        String domainName = row.text("domain_name");
        return new Account(
                row.text("id"),
                row.text("name"),
                new PasswordHash(row.text("password_hash")),
                row.optionalText("domain_id").map(domain -> new Account.Domain(domain, domainName)));
    }

    private static Token token(Row row) throws SQLException {
        return new Token(
                account(row),
                row.optionalText("project_id").map(ProjectId::new),
                row.flag("of_domain"),
                row.texts("methods"),
                row.moment("issued_at"),
                row.moment("expires_at"));
    }

    private static List<ProjectId> projects(Row row) throws SQLException {
        return row.texts("projects").stream().map(ProjectId::new).toList();
    }

    private static Project project(ResultSet row, StatementContext context) throws SQLException {
        return new Project(new ProjectId(row.getString("id")), row.getString("domain_id"), row.getString("name"));
    }
}
