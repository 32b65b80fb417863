package dev.causeway.controller.identity;

import dev.causeway.controller.database.Database;
import dev.causeway.controller.web.Call;
import dev.causeway.controller.web.Caller;
import dev.causeway.model.Forbidden;
import dev.causeway.model.InvalidInput;
import dev.causeway.model.Unauthenticated;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/// Sessions of people who have logged in to the console. Whoever knows a session's secret is who logged in, until the
/// session is ended or over.
public final class ConsoleSessions {

    /// The longest that a session goes on.
    public static final Duration LIFE = Duration.ofHours(12);

    private static final Duration WRITTEN_EVERY = Duration.ofMinutes(1);

    private final Database database;
    private final KnownCallers known;
    private final PasswordLogins logins;
    private final Clock clock;

    ConsoleSessions(Database database, KnownCallers known, PasswordLogins logins, Clock clock) {
        this.database = database;
        this.known = known;
        this.logins = logins;
        this.clock = clock;
    }

    /// Whose sessions they are. One kind never passes for the other.
    public enum Kind {
        /// A user's, in all projects that are the user's.
        USER(Duration.ofMinutes(60)),
        /// The operator's.
        OPERATOR(Duration.ofMinutes(30));

        private static final Duration LONGEST_IDLE = USER.idle;

        private final Duration idle;

        Kind(Duration idle) {
            this.idle = idle;
        }

        /// After which a session that is not used is over.
        public Duration idle() {
            return idle;
        }

        private boolean fits(Account account) {
            return switch (this) {
                case USER -> account.domain().isPresent();
                case OPERATOR -> account.domain().isEmpty();
            };
        }
    }

    /// A session that has begun.
    ///
    /// @param secret told this once
    public record Opened(String secret, ConsoleSession session) {

        @Override
        public String toString() {
            return "Opened";
        }
    }

    /// Begins a session of the user whose name and password a call has, in the form of `POST /v3/auth/tokens`. What it
    /// says of a scope must hold, and restricts nothing.
    ///
    /// @throws Unauthenticated if they are wrong
    public Opened open(Call call) {
        TokenRequest request = call.read(TokenRequest::read);
        Account account = switch (request.proof()) {
            case TokenRequest.Proof.Password proof -> logins.user(proof);
            case TokenRequest.Proof.Bearer _ ->
                throw InvalidInput.at("auth.identity.methods", "must be [\"password\"]: a session needs the password");
        };
        Account.Domain domain =
                account.domain().orElseThrow(() -> new Forbidden("the operator has sessions of another kind"));
        var _ = request.scope().met(domain, database.read(tx -> new IdentityTable(tx).projects(domain.id())));
        return opened(account, Kind.USER);
    }

    /// Begins a session of the operator whose `name` and `password` a call has.
    ///
    /// @throws Unauthenticated if they are wrong, or nobody has chosen a password
    public Opened openOperators(Call call) {
        Shown shown = call.read(
                body -> new Shown(body.required("name", text -> text), body.required("password", text -> text)));
        return opened(logins.operator(shown.name(), shown.password()), Kind.OPERATOR);
    }

    private record Shown(String name, String password) {

        @Override
        public String toString() {
            return "Shown";
        }
    }

    /// @param account as it was when its password was verified
    private Opened opened(Account account, Kind kind) {
        String secret = RandomTexts.token();
        Instant now = clock.instant();
        boolean begun = database.write(tx -> {
            var table = new ConsoleSessionTable(tx);
            table.deleteOver(now, now.minus(Kind.LONGEST_IDLE));
            return table.insert(RandomTexts.digest(secret), account, now, now.plus(LIFE));
        });
        if (!begun) {
            throw PasswordLogins.wrong();
        }
        return new Opened(secret, find(secret, kind).orElseThrow(PasswordLogins::wrong));
    }

    /// The session of a secret, if it goes on. This is no use of it.
    public Optional<ConsoleSession> find(String secret, Kind kind) {
        Instant now = clock.instant();
        return known.session(RandomTexts.digest(secret), session -> goesOn(session, kind, now))
                .filter(session -> kind.fits(session.account()));
    }

    /// The same, and that it is used.
    public Optional<ConsoleSession> use(String secret, Kind kind) {
        Optional<ConsoleSession> found = find(secret, kind);
        Instant now = clock.instant();
        Instant since = now.minus(WRITTEN_EVERY);
        if (found.filter(session -> !session.used().isAfter(since)).isPresent()) {
            byte[] digest = RandomTexts.digest(secret);
            database.change(tx -> new ConsoleSessionTable(tx).use(digest, now, since));
            known.forgetSession(digest);
        }
        return found;
    }

    /// Ends a session, if there is one of this secret. Anybody may ask for that, so where there is none nothing is
    /// written.
    public void end(String secret) {
        byte[] digest = RandomTexts.digest(secret);
        if (known.session(digest, _ -> true).isPresent()) {
            database.change(tx -> new ConsoleSessionTable(tx).delete(digest));
            known.forgetSession(digest);
        }
    }

    /// Who makes a call in a session.
    public Caller caller(ConsoleSession session, Call call) {
        var ids = session.projects().stream().map(Project::id).toList();
        return Callers.caller(session.account(), Set.copyOf(ids), Callers.scope(call, ids));
    }

    private static boolean goesOn(ConsoleSession session, Kind kind, Instant now) {
        return session.ends().isAfter(now) && session.used().plus(kind.idle()).isAfter(now);
    }
}
