package dev.causeway.controller.identity;

import dev.causeway.controller.database.Database;
import dev.causeway.controller.secrets.Vault;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Optional;
import java.util.function.Predicate;

/// Who may call, remembered for a few seconds, so that a call need not ask the database who it is from.
///
/// Every change of an account, a key, a token, a session or a project, by whomever it is made, notifies all
/// replicas, and each then forgets all that it remembers; the one that makes the change does so at once. A
/// replica that may have missed a notification forgets all too, and one that is notified of nothing remembers
/// nothing for longer than the limit.
final class KnownCallers {

    /// The triggers of the tables notify here.
    private static final String CHANNEL = "identity";

    static final Duration LIMIT = Duration.ofSeconds(5);
    private static final HexFormat HEX = HexFormat.of();
    private static final int MOST = 4_096;

    private final Database database;
    private final Vault vault;
    private final BriefMemory<String, SigningKey> keys;
    private final BriefMemory<String, Token> tokens;
    private final BriefMemory<String, ConsoleSession> sessions;

    KnownCallers(Database database, Vault vault, Duration limit) {
        this.database = database;
        this.vault = vault;
        this.keys = new BriefMemory<>(MOST, limit, System::nanoTime);
        this.tokens = new BriefMemory<>(MOST, limit, System::nanoTime);
        this.sessions = new BriefMemory<>(MOST, limit, System::nanoTime);
        database.listen(CHANNEL, _ -> forget());
    }

    /// The key of an id. Its secret is opened when it is looked for, and not again for each call: beside the
    /// master key, which is in memory as well, that keeps nothing that could not be had anyway.
    Optional<SigningKey> key(String id) {
        return keys.get(id, wanted -> database.first(IdentityTable.key(wanted)).map(key -> open(wanted, key)));
    }

    private SigningKey open(String id, IdentityTable.Key key) {
        byte[] secret = vault.open(key.sealedSecret(), SigningKey.context(id));
        return new SigningKey(new String(secret, StandardCharsets.UTF_8), key.account(), key.projects());
    }

    /// The token of a digest, unless it has expired.
    Optional<Token> token(byte[] digest, Instant now) {
        return tokens.get(HEX.formatHex(digest), _ -> database.first(IdentityTable.token(digest)))
                .filter(token -> token.expires().isAfter(now));
    }

    /// The session of a digest, if it goes on. One that seems to be over is looked up again: it may have been used
    /// since, in another replica.
    Optional<ConsoleSession> session(byte[] digest, Predicate<ConsoleSession> goesOn) {
        Optional<ConsoleSession> remembered = session(digest);
        if (remembered.isEmpty() || goesOn.test(remembered.get())) {
            return remembered;
        }
        forgetSession(digest);
        return session(digest).filter(goesOn);
    }

    private Optional<ConsoleSession> session(byte[] digest) {
        return sessions.get(HEX.formatHex(digest), _ -> database.first(ConsoleSessionTable.session(digest)));
    }

    /// A session was used or has ended here.
    void forgetSession(byte[] digest) {
        sessions.forget(HEX.formatHex(digest));
    }

    /// Something was changed here.
    void forget() {
        keys.forget();
        tokens.forget();
        sessions.forget();
    }
}
