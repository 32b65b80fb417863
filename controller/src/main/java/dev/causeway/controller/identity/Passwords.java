package dev.causeway.controller.identity;

import com.password4j.Argon2Function;
import com.password4j.Password;
import com.password4j.types.Argon2;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;

/// Hashes of passwords, by argon2id. Each computation takes memory and time on purpose, so only a few run at once.
final class Passwords {

    private static final int MEMORY_KIBIBYTES = 19 << 10;
    private static final int ROUNDS = 2;
    private static final int HASH_BYTES = 32;
    private static final Argon2Function ARGON =
            Argon2Function.getInstance(MEMORY_KIBIBYTES, ROUNDS, 1, HASH_BYTES, Argon2.ID);

    private final Semaphore places = new Semaphore(2);
    private final String nobodysHash;

    Passwords() {
        this.nobodysHash = Password.hash("nobody has this password")
                .addRandomSalt(16)
                .with(ARGON)
                .getResult();
    }

    String hash(String password) {
        return inTurn(
                () -> Password.hash(password).addRandomSalt(16).with(ARGON).getResult());
    }

    boolean matches(String password, String hash) {
        return inTurn(() -> Password.check(password, hash).with(Argon2Function.getInstanceFromHash(hash)));
    }

    /// Takes as long as [#matches], so that the time does not tell which users exist.
    void pretend(String password) {
        matches(password, nobodysHash);
    }

    private <T> T inTurn(Supplier<T> work) {
        places.acquireUninterruptibly();
        try {
            return work.get();
        } finally {
            places.release();
        }
    }
}
