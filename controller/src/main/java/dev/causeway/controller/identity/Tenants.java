package dev.causeway.controller.identity;

import dev.causeway.controller.database.Database;
import dev.causeway.controller.secrets.Vault;
import dev.causeway.model.InvalidInput;
import dev.causeway.model.PasswordHash;
import dev.causeway.model.ProjectId;
import dev.causeway.model.password.Passwords;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.regex.Pattern;
import org.jdbi.v3.core.Handle;

/// Makes domains with their project, user and keys.
final class Tenants {

    private static final Pattern NAME = Pattern.compile("[A-Za-z][A-Za-z0-9_-]{0,63}");

    private final Database database;
    private final Vault vault;
    private final Passwords passwords;
    private final Identity.Settings settings;

    Tenants(Database database, Vault vault, Passwords passwords, Identity.Settings settings) {
        this.database = database;
        this.vault = vault;
        this.passwords = passwords;
        this.settings = settings;
        database.explain("domain_name", () -> InvalidInput.at("name", "another project has this name"));
    }

    static String name(String text) {
        if (!NAME.matcher(text).matches()) {
            throw new InvalidInput("must begin with a letter and have up to 64 letters, digits, '-' and '_'");
        }
        return text;
    }

    TenantCredentials create(String name) {
        String password = RandomTexts.password();
        PasswordHash hash = passwords.hash(password);
        return database.write(tx -> tenant(tx, name, password, hash));
    }

    /// Makes the first tenant and the operator, if there are none.
    ///
    /// @param keep stores both credentials; they are lost if it fails, so nothing is committed then
    void bootstrap(String name, BiConsumer<TenantCredentials, TenantCredentials> keep) {
        String password = RandomTexts.password();
        PasswordHash hash = passwords.hash(password);
        String operatorPassword = RandomTexts.password();
        PasswordHash operatorHash = passwords.hash(operatorPassword);
        database.change(tx -> {
            var table = new IdentityTable(tx);
            table.lockBootstrap();
            if (table.isEmpty()) {
                keep.accept(
                        tenant(tx, name, password, hash),
                        account(tx, "operator", Optional.empty(), Optional.empty(), operatorPassword, operatorHash));
            }
        });
    }

    private TenantCredentials tenant(Handle tx, String name, String password, PasswordHash hash) {
        var table = new IdentityTable(tx);
        var domain = new Account.Domain(RandomTexts.id(), name);
        var project = new Project(ProjectId.random(), domain.id(), settings.region());
        table.insertDomain(domain);
        table.insertProject(project);
        return account(tx, name, Optional.of(domain), Optional.of(project), password, hash);
    }

    private TenantCredentials account(
            Handle tx,
            String name,
            Optional<Account.Domain> domain,
            Optional<Project> project,
            String password,
            PasswordHash hash) {
        var table = new IdentityTable(tx);
        var account = new Account(RandomTexts.id(), name, hash, domain);
        table.insertAccount(account);
        String accessKey = RandomTexts.accessKey();
        String secretKey = RandomTexts.secretKey();
        byte[] sealedSecret = vault.seal(secretKey.getBytes(StandardCharsets.UTF_8), SigningKey.context(accessKey));
        table.insertKey(accessKey, account.id(), sealedSecret);
        return new TenantCredentials(
                settings.endpoint(),
                settings.region(),
                project.map(Project::id),
                domain.map(Account.Domain::name),
                name,
                account.id(),
                password,
                accessKey,
                secretKey,
                settings.caFile());
    }
}
