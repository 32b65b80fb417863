package dev.causeway.controller.clienttoken;

import dev.causeway.controller.database.Database;
import dev.causeway.controller.secrets.Vault;
import dev.causeway.controller.web.Body;
import dev.causeway.controller.web.Call;
import dev.causeway.controller.web.Json;
import dev.causeway.controller.web.Parameter;
import dev.causeway.controller.web.Reply;
import dev.causeway.model.CommonCode;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jdbi.v3.core.Handle;

/// Lets clients ask again for a write of which they do not know whether it was done: with the same
/// `X-Client-Token` it is done once, and answered as it was the first time. An endpoint that offers that begins
/// its transaction here:
///
/// ```java
/// return tokens.once(call, once -> call.with("user", UserRequest::read, request ->
///         once.write(tx -> Reply.created(view(call, users.create(tx, call.project(), request))))));
/// ```
///
/// What fails or makes nothing is not kept and can be tried again with the token.
public final class ClientTokens implements AutoCloseable {

    /// What an operation takes that offers that.
    public static final Parameter<String> TOKEN = Parameter.id(
                    "X-Client-Token",
                    "a UUID of the client's choice: with the same one it is done once, and answered as the first time",
                    TokenClaim::token)
            .header();

    private static final Logger LOG = System.getLogger(ClientTokens.class.getName());
    private static final Duration KEPT = Duration.ofHours(24);
    private static final Duration SWEEP = Duration.ofMinutes(10);

    private final Database database;
    private final Vault vault;
    private final Clock clock;
    private final Thread sweeper =
            Thread.ofPlatform().daemon().name("client-tokens").unstarted(this::sweepAlways);

    ClientTokens(Database database, Vault vault, Clock clock) {
        this.database = database;
        this.vault = vault;
        this.clock = clock;
    }

    /// Opens them, and forgets old ones until it is closed.
    public static ClientTokens start(Database database, Vault vault, Clock clock) {
        var started = new ClientTokens(database, vault, clock);
        started.sweeper.start();
        return started;
    }

    /// What answers a call may write once, in one transaction, as [Database#write] does.
    @FunctionalInterface
    public interface Once {

        /// Writes, or finds that it cannot, and answers: what is answered is kept with what is written.
        ///
        /// @param work answers with a value, or with nothing, and has no headers to add
        Reply attempt(Function<Handle, Attempted> work);

        /// Writes in any case.
        default Reply write(Function<Handle, Reply> work) {
            return attempt(tx -> new Attempted(work.apply(tx), true));
        }
    }

    /// What a call is answered.
    ///
    /// @param made whether there is anything that must not be made again
    public record Attempted(Reply reply, boolean made) {}

    /// Answers a call, or answers it as before if that was done for its token. Then the answering is not begun, or
    /// comes to nothing where it writes.
    ///
    /// @throws dev.causeway.model.InvalidInput if the token is none, or was sent with another body before
    /// @throws dev.causeway.model.Coded if the first call is still being worked on after some time, or if
    ///     its answer was too large to be kept
    public Reply once(Call call, Function<Once, Reply> answering) {
        return TokenClaim.of(call, vault, clock.instant())
                .map(claim -> once(claim, answering))
                .orElseGet(() -> answering.apply(
                        work -> database.write(tx -> work.apply(tx).reply())));
    }

    private Reply once(TokenClaim claim, Function<Once, Reply> answering) {
        Optional<TokenClaimTable.Before> before = database.first(TokenClaimTable.before(claim, oldest(claim)));
        if (before.isPresent()) {
            return again(claim, before.get());
        }
        try {
            return answering.apply(work -> database.write(tx -> write(tx, claim, work)));
        } catch (Overtaken e) {
            return again(claim, e.before);
        }
    }

    /// Another call with the token was faster. Whatever was begun since is of no use.
    private static final class Overtaken extends RuntimeException {

        private static final long serialVersionUID = 1;

        private final transient TokenClaimTable.Before before;

        Overtaken(TokenClaimTable.Before before) {
            super(null, null, false, false);
            this.before = before;
        }
    }

    private Reply write(Handle tx, TokenClaim claim, Function<Handle, Attempted> work) {
        TokenClaimTable.take(tx, claim, oldest(claim)).ifPresent(before -> {
            throw new Overtaken(before);
        });
        Attempted attempted = work.apply(tx);
        if (attempted.made()) {
            return kept(tx, claim, attempted.reply());
        }
        TokenClaimTable.release(tx, claim);
        return attempted.reply();
    }

    private Reply kept(Handle tx, TokenClaim claim, Reply reply) {
        byte[] answer = octets(reply.body());
        Optional<byte[]> kept = Packed.pack(answer).map(packed -> vault.seal(packed, claim.answerContext()));
        TokenClaimTable.keep(tx, claim, reply.status(), kept);
        return reply(reply.status(), answer);
    }

    private Reply again(TokenClaim claim, TokenClaimTable.Before before) {
        claim.requireSame(before.body());
        byte[] sealed = before.answer()
                .orElseThrow(() -> CommonCode.REPEATED
                        .fault()
                        .because("it was done, and its answer was too large to be kept")
                        .failure());
        return reply(before.status(), Packed.unpack(vault.open(sealed, claim.answerContext())));
    }

    private static byte[] octets(Body body) {
        return switch (body) {
            case Body.Value(var value) -> Json.write(value);
            case Body.Nothing _ -> new byte[0];
            case Body.Octets _, Body.Flow _, Body.Told _ ->
                throw new IllegalStateException("no answer that can be kept");
        };
    }

    private static Reply reply(int status, byte[] answer) {
        Body body = answer.length == 0 ? new Body.Nothing() : new Body.Octets("application/json", answer);
        return new Reply(status, body, Map.of());
    }

    private static Instant oldest(TokenClaim claim) {
        return claim.at().minus(KEPT);
    }

    /// Forgets what is too old to count.
    void sweep() {
        Instant oldest = clock.instant().minus(KEPT);
        database.change(tx -> TokenClaimTable.deleteOlder(tx, oldest));
    }

    private void sweepAlways() {
        while (true) {
            try {
                Thread.sleep(SWEEP);
                sweep();
            } catch (InterruptedException _) {
                return;
            } catch (RuntimeException e) {
                LOG.log(Level.WARNING, "old client tokens are forgotten later", e);
            }
        }
    }

    @Override
    public void close() {
        sweeper.interrupt();
    }
}
