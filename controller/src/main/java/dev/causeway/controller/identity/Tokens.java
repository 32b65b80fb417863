package dev.causeway.controller.identity;

import dev.causeway.controller.database.Database;
import dev.causeway.controller.web.Call;
import dev.causeway.controller.web.Caller;
import dev.causeway.controller.web.Parameter;
import dev.causeway.controller.web.Reply;
import dev.causeway.model.Forbidden;
import dev.causeway.model.InvalidInput;
import dev.causeway.model.NotFound;
import dev.causeway.model.PasswordHash;
import dev.causeway.model.Unauthenticated;
import dev.causeway.model.password.Passwords;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Gives tokens for passwords, or for other tokens, and tells what they are for.
final class Tokens {

    private static final Duration LIFE = Duration.ofHours(24);

    static final Parameter<String> SUBJECT = Parameter.text("X-Subject-Token", "the token that is asked about")
            .header()
            .required();

    static final Parameter<String> NO_CATALOG = Parameter.text(
            "nocatalog", "if it is there, whatever its value, the answer does not tell where services are");

    private final Database database;
    private final KnownCallers known;
    private final PasswordLogins logins;
    private final Passwords passwords;
    private final Catalog catalog;
    private final Clock clock;

    Tokens(
            Database database,
            KnownCallers known,
            PasswordLogins logins,
            Passwords passwords,
            Catalog catalog,
            Clock clock) {
        this.database = database;
        this.known = known;
        this.logins = logins;
        this.passwords = passwords;
        this.catalog = catalog;
        this.clock = clock;
    }

    /// `POST /v3/auth/tokens`.
    Reply issue(Call call) {
        TokenRequest request = call.read(TokenRequest::read);
        Token token = switch (request.proof()) {
            case TokenRequest.Proof.Password proof -> byPassword(proof, request.scope());
            case TokenRequest.Proof.Bearer(var other) -> exchanged(known(other), request.scope());
        };
        String secret = RandomTexts.token();
        boolean given = database.write(tx -> {
            var table = new IdentityTable(tx);
            table.deleteExpiredTokens(clock.instant());
            return table.insertToken(RandomTexts.digest(secret), token);
        });
        if (!given) {
            throw PasswordLogins.wrong();
        }
        return Reply.created(view(call, token)).with(SUBJECT.name(), secret);
    }

    /// `GET /v3/auth/tokens`: what a token of the caller's own is for.
    Reply show(Call call) {
        String subject = call.headerAll(SUBJECT).stream().findFirst().orElse("");
        Token token = find(subject)
                .filter(found -> isCallers(call, found.account()))
                .orElseThrow(() -> new NotFound("the token in %s is unknown or expired", SUBJECT.name()));
        return Reply.ok(view(call, token)).with(SUBJECT.name(), subject);
    }

    /// `HEAD /v3/auth/tokens`: whether it is valid.
    Reply check(Call call) {
        return show(call).bare();
    }

    /// `GET /v3/auth/catalog`.
    Reply catalog(Call call) {
        return switch (call.caller()) {
            case Caller.User user -> Reply.ok(Map.of("catalog", catalog.services(user.scope()), "links", Map.of()));
            case Caller.Nobody _, Caller.Operator _, Caller.Host _ ->
                throw new Unauthenticated("the caller is no user");
        };
    }

    /// `POST /v3/users/{user_id}/password`: whoever knows the old password sets a new one.
    Reply changePassword(Call call) {
        String id = call.path("user_id");
        Change change = call.read(body -> body.requiredObject(
                "user",
                user -> new Change(
                        user.required("original_password", text -> text),
                        user.required("password", Tokens::newPassword))));
        Account account = logins.checked(database.read(tx -> new IdentityTable(tx).account(id)), change.original());
        PasswordHash hash = passwords.hash(change.wanted());
        if (!database.write(tx -> new IdentityTable(tx).changePassword(account, hash))) {
            throw PasswordLogins.wrong();
        }
        known.forget();
        return Reply.noContent();
    }

    private record Change(String original, String wanted) {

        @Override
        public String toString() {
            return "Change";
        }
    }

    static String newPassword(String text) {
        if (text.length() < 8 || text.length() > 128) {
            throw new InvalidInput("must have 8 to 128 characters");
        }
        return text;
    }

    private Token byPassword(TokenRequest.Proof.Password proof, TokenScope scope) {
        Account account = logins.user(proof);
        Instant now = clock.instant();
        return token(account, scope, List.of("password"), now, now.plus(LIFE));
    }

    /// A token for another scope. It ends when the one ends that it was given for.
    private Token exchanged(Token other, TokenScope scope) {
        List<String> methods = new ArrayList<>(List.of("token"));
        other.methods().stream().filter(method -> !methods.contains(method)).forEach(methods::add);
        return token(other.account(), scope, methods, clock.instant(), other.expires());
    }

    private Token token(Account account, TokenScope scope, List<String> methods, Instant issued, Instant expires) {
        Account.Domain domain =
                account.domain().orElseThrow(() -> new Forbidden("the operator signs calls and gets no token"));
        TokenScope.Met met = scope.met(domain, projects(domain));
        return new Token(account, met.project().map(Project::id), met.ofDomain(), methods, issued, expires);
    }

    private Token known(String token) {
        return find(token).orElseThrow(() -> new Unauthenticated("the token is unknown or expired"));
    }

    private Optional<Token> find(String token) {
        byte[] digest = RandomTexts.digest(token);
        return known.token(digest, clock.instant());
    }

    private static boolean isCallers(Call call, Account account) {
        return call.caller() instanceof Caller.User user && user.userId().equals(account.id());
    }

    private List<Project> projects(Account.Domain domain) {
        return database.read(tx -> new IdentityTable(tx).projects(domain.id()));
    }

    /// The token as clients read it. With the parameter `nocatalog` they do not want to know where the services are.
    private Map<String, TokenView> view(Call call, Token token) {
        Account.Domain domain = token.account().domain().orElseThrow();
        Optional<Project> project = token.project()
                .flatMap(id -> projects(domain).stream()
                        .filter(each -> each.id().equals(id))
                        .findFirst());
        boolean withCatalog = call.query(NO_CATALOG).isEmpty()
                && (token.ofDomain() || token.project().isPresent());
        return Map.of(
                "token",
                TokenView.of(
                        token,
                        domain,
                        project,
                        withCatalog ? Optional.of(catalog.services(token.project())) : Optional.empty()));
    }
}
