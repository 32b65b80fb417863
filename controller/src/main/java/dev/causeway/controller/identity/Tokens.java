package dev.causeway.controller.identity;

import dev.causeway.controller.database.Database;
import dev.causeway.controller.web.Call;
import dev.causeway.controller.web.Reply;
import dev.causeway.model.Forbidden;
import dev.causeway.model.InvalidInput;
import dev.causeway.model.Unauthenticated;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Gives tokens for passwords.
final class Tokens {

    private static final Duration LIFE = Duration.ofHours(24);

    private final Database database;
    private final Passwords passwords;
    private final Catalog catalog;
    private final Clock clock;

    Tokens(Database database, Passwords passwords, Catalog catalog, Clock clock) {
        this.database = database;
        this.passwords = passwords;
        this.catalog = catalog;
        this.clock = clock;
    }

    /// `POST /v3/auth/tokens`.
    Reply issue(Call call) {
        TokenRequest request = call.read(TokenRequest::read);
        Account account = account(request);
        Account.Domain domain =
                account.domain().orElseThrow(() -> new Forbidden("the operator signs calls and gets no token"));
        Optional<Project> project = project(domain, request.scope());
        String token = Secrets.token();
        Instant now = clock.instant();
        Instant expires = now.plus(LIFE);
        database.change(tx -> {
            var table = new IdentityTable(tx);
            table.deleteExpiredTokens(now);
            table.insertToken(Secrets.digest(token), account.id(), project.map(Project::id), expires);
        });
        return Reply.created(Map.of("token", view(account, domain, project, now, expires)))
                .with("X-Subject-Token", token);
    }

    /// `POST /v3/users/{user_id}/password`: whoever knows the old password sets a new one.
    Reply changePassword(Call call) {
        String id = call.path("user_id");
        Change change = call.read(body -> body.requiredObject(
                "user",
                user -> new Change(
                        user.required("original_password", text -> text),
                        user.required("password", Tokens::newPassword))));
        Account account = checked(database.read(tx -> new IdentityTable(tx).account(id)), change.original());
        String hash = passwords.hash(change.wanted());
        database.change(tx -> new IdentityTable(tx).changePassword(account.id(), hash));
        return Reply.noContent();
    }

    private record Change(String original, String wanted) {

        @Override
        public String toString() {
            return "Change";
        }
    }

    private static String newPassword(String text) {
        if (text.length() < 8 || text.length() > 128) {
            throw new InvalidInput("must have 8 to 128 characters");
        }
        return text;
    }

    private Account account(TokenRequest request) {
        Optional<Account> found = database.read(tx -> {
            var table = new IdentityTable(tx);
            return request.userId().isPresent()
                    ? table.account(request.userId().get())
                    : table.accountByName(
                            request.domain().orElseThrow(), request.userName().orElseThrow());
        });
        return checked(found, request.password());
    }

    private Account checked(Optional<Account> found, String password) {
        if (found.isEmpty()) {
            passwords.pretend(password);
        }
        return found.filter(account -> passwords.matches(password, account.passwordHash()))
                .orElseThrow(() -> new Unauthenticated("the user or the password is wrong"));
    }

    private Optional<Project> project(Account.Domain domain, TokenRequest.Scope scope) {
        List<Project> projects = database.read(tx -> new IdentityTable(tx).projects(domain.id()));
        return switch (scope) {
            case TokenRequest.Scope.OfDomain _ -> Optional.empty();
            case TokenRequest.Scope.Usual _ -> projects.stream().findFirst();
            case TokenRequest.Scope.OfProject(String idOrName) ->
                Optional.of(projects.stream()
                        .filter(project -> project.id().value().equals(idOrName)
                                || project.name().equals(idOrName))
                        .findFirst()
                        .orElseThrow(() -> new Unauthenticated("the user has no such project")));
        };
    }

    private TokenView view(
            Account account, Account.Domain domain, Optional<Project> project, Instant issued, Instant expires) {
        var owner = new TokenView.Named(domain.id(), domain.name());
        return new TokenView(
                expires,
                issued,
                List.of("password"),
                project.map(scope -> new TokenView.Scope(scope.id().value(), scope.name(), owner)),
                project.isPresent() ? Optional.empty() : Optional.of(owner),
                new TokenView.User(account.id(), account.name(), owner, ""),
                List.of(new TokenView.Named("0", "te_admin")),
                catalog.services(project.map(Project::id)));
    }
}
