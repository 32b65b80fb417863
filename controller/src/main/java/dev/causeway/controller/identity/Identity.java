package dev.causeway.controller.identity;

import dev.causeway.controller.database.Database;
import dev.causeway.controller.feature.Feature;
import dev.causeway.controller.secrets.Vault;
import dev.causeway.controller.web.Authenticator;
import dev.causeway.controller.web.Authorizer;
import dev.causeway.controller.web.Method;
import dev.causeway.controller.web.Route;
import dev.causeway.model.password.Passwords;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;

/// Who calls, and the operations by which callers get to be known.
public final class Identity implements Feature {

    private final Authenticator authenticator;
    private final Tenants tenants;
    private final Tokens tokens;
    private final Discovery discovery;
    private final ProjectEndpoints projects;
    private final OperatorPassword operatorPassword;
    private final ConsoleSessions sessions;
    private final String instance;

    public Identity(Database database, Vault vault, Passwords passwords, Settings settings, Clock clock) {
        this(database, vault, passwords, settings, clock, KnownCallers.LIMIT);
    }

    /// @param limit how long a caller is remembered at most
    Identity(Database database, Vault vault, Passwords passwords, Settings settings, Clock clock, Duration limit) {
        var known = new KnownCallers(database, vault, limit);
        this.authenticator = new Callers(known, clock);
        this.tenants = new Tenants(database, vault, passwords, settings);
        var logins = new PasswordLogins(database, passwords);
        var catalog = new Catalog(settings.region(), settings.endpoint());
        this.tokens = new Tokens(database, known, logins, passwords, catalog, clock);
        this.sessions = new ConsoleSessions(database, known, logins, clock);
        this.instance = database.first(IdentityTable.installation()).orElseThrow();
        this.discovery = new Discovery(settings.endpoint());
        this.projects = new ProjectEndpoints(database, tenants);
        this.operatorPassword = new OperatorPassword(database, known, passwords);
    }

    /// What credentials say about the service.
    ///
    /// @param region every project's name too
    /// @param endpoint such as `https://127.0.0.1:8443`
    /// @param caFile what a client on this machine trusts the listener by
    public record Settings(String region, String endpoint, Optional<String> caFile) {}

    public Authenticator authenticator() {
        return authenticator;
    }

    /// Sessions of people who use the console.
    public ConsoleSessions sessions() {
        return sessions;
    }

    /// What tells this installation from others; the same in all its replicas.
    public String instance() {
        return instance;
    }

    /// What a user may do. There are no permissions below projects yet: whoever is in one may do everything there.
    public Authorizer authorizer() {
        return Authorizer.byAccess();
    }

    /// Makes the first tenant and the operator, if there are none.
    ///
    /// @param keep stores the tenant's and the operator's credentials; if it fails, nothing is made
    public void bootstrap(String tenant, BiConsumer<TenantCredentials, TenantCredentials> keep) {
        tenants.bootstrap(tenant, keep);
    }

    @Override
    public List<Route> routes() {
        return List.of(
                Route.open(Method.GET, "/", "iam:versions:list", discovery::versions),
                Route.open(Method.GET, "/v3", "iam:versions:get", discovery::version),
                Route.open(Method.GET, "/v3/", "iam:versions:get", discovery::version),
                Route.open(Method.POST, "/v3/auth/tokens", "iam:tokens:create", tokens::issue)
                        .taking(Tokens.NO_CATALOG)
                        .login(),
                Route.tenant(Method.GET, "/v3/auth/tokens", "iam:tokens:get", tokens::show)
                        .taking(Tokens.SUBJECT, Tokens.NO_CATALOG),
                Route.tenant(Method.HEAD, "/v3/auth/tokens", "iam:tokens:get", tokens::check)
                        .taking(Tokens.SUBJECT, Tokens.NO_CATALOG),
                Route.tenant(Method.GET, "/v3/auth/catalog", "iam:catalog:list", tokens::catalog),
                Route.open(Method.POST, "/v3/users/{user_id}/password", "iam:users:setPassword", tokens::changePassword)
                        .login(),
                Route.tenant(Method.GET, "/v3/projects", "iam:projects:list", projects::list)
                        .taking(ProjectFilter.PARAMETERS),
                Route.tenant(Method.GET, "/v3/auth/projects", "iam:projects:list", projects::list)
                        .taking(ProjectFilter.PARAMETERS),
                Route.tenant(Method.GET, "/v3/auth/domains", "iam:domains:list", projects::domains),
                Route.operator(Method.GET, "/admin/v1/projects", "admin:projects:list", projects::all),
                Route.operator(Method.POST, "/admin/v1/projects", "admin:projects:create", projects::create),
                Route.operator(
                        Method.PUT,
                        "/admin/v1/operator/password",
                        "admin:operator:setPassword",
                        operatorPassword::set));
    }
}
