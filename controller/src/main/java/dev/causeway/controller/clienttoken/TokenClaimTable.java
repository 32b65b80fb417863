package dev.causeway.controller.clienttoken;

import dev.causeway.controller.database.Pipeline;
import dev.causeway.controller.database.Row;
import dev.causeway.controller.database.Select;
import dev.causeway.controller.database.Write;
import dev.causeway.model.CommonCode;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.JdbiException;

/// Claims and the answers to them as rows.
final class TokenClaimTable {

    /// How many a project has at most, give or take some dozens. The oldest go before their time.
    static final int MOST = 5_000;

    private static final String BEFORE = """
            SELECT body, status, answer FROM client_token
             WHERE project_id = ? AND request = ? AND used_at >= ? AND status IS NOT NULL""";

    private static final String LOCK_NOT_AVAILABLE = "55P03";

    private TokenClaimTable() {}

    /// What an earlier call with the token was, and what it was answered.
    ///
    /// @param answer packed and sealed; nothing if it was too large
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Before(byte[] body, int status, Optional<byte[]> answer) {

        private static Before of(Row row) throws SQLException {
            return new Before(row.bytes("body"), row.number("status"), Optional.ofNullable(row.bytes("answer")));
        }
    }

    /// Takes a token for the transaction. Who else has just taken it is waited for.
    ///
    /// @param since earlier ones count no more
    /// @return the earlier call, if it was taken before
    /// @throws dev.causeway.model.Coded if that is being worked on for longer than one waits
    static Optional<Before> take(Handle tx, TokenClaim claim, Instant since) {
        var pipeline = new Pipeline();
        var taken = pipeline.add(Select.of(
                row -> row.flag("taken"), """
                INSERT INTO client_token AS t (project_id, request, body, used_at) VALUES (?, ?, ?, ?)
                ON CONFLICT (project_id, request)
                DO UPDATE SET body = excluded.body, used_at = excluded.used_at, status = NULL, answer = NULL
                   WHERE t.used_at < ?
                RETURNING true AS taken""", claim.project(), claim.request(), claim.body(), claim.at(), since));
        var before = pipeline.add(before(claim, since));
        if (claim.isOneOfMany()) {
            pipeline.add(tooMany(claim));
        }
        try {
            pipeline.run(tx);
        } catch (JdbiException e) {
            if (e.getCause() instanceof SQLException cause && LOCK_NOT_AVAILABLE.equals(cause.getSQLState())) {
                throw CommonCode.REPEATED
                        .fault()
                        .because("the first call is still being worked on")
                        .failure();
            }
            throw e;
        }
        return taken.first().isPresent() ? Optional.empty() : before.first();
    }

    /// The earlier call with the token, if it is done.
    static Select<Before> before(TokenClaim claim, Instant since) {
        return Select.of(Before::of, BEFORE, claim.project(), claim.request(), since);
    }

    /// Some of the oldest of a project that has too many. Others may be about it at the same time.
    private static Write tooMany(TokenClaim claim) {
        return Write.of("""
                DELETE FROM client_token
                 WHERE (project_id, request) IN (
                       SELECT project_id, request FROM client_token
                        WHERE project_id = ?
                          AND used_at <= (SELECT used_at FROM client_token WHERE project_id = ?
                                           ORDER BY used_at DESC OFFSET ? LIMIT 1)
                        LIMIT 200 FOR UPDATE SKIP LOCKED)""", claim.project(), claim.project(), MOST);
    }

    /// Keeps what a call was answered.
    ///
    /// @param answer nothing if it is too large
    static void keep(Handle tx, TokenClaim claim, int status, Optional<byte[]> answer) {
        int _ = Write.of(
                        "UPDATE client_token SET status = ?, answer = ?::bytea WHERE project_id = ? AND request = ?",
                        status,
                        answer.orElse(null),
                        claim.project(),
                        claim.request())
                .in(tx);
    }

    /// Gives a token back that the transaction has taken: who waits for it, or comes later, may take it.
    static void release(Handle tx, TokenClaim claim) {
        int _ = Write.of(
                        "DELETE FROM client_token WHERE project_id = ? AND request = ?",
                        claim.project(),
                        claim.request())
                .in(tx);
    }

    static void deleteOlder(Handle tx, Instant than) {
        tx.execute("""
                DELETE FROM client_token
                 WHERE (project_id, request) IN (
                       SELECT project_id, request FROM client_token WHERE used_at < ? FOR UPDATE SKIP LOCKED)""", than);
    }
}
