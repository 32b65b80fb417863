package dev.causeway.model.password;

import dev.causeway.model.PasswordHash;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/// Hashes of passwords, by argon2id (19 MiB, two rounds). Each takes memory and time on purpose, so only a few are
/// computed at once, in the order in which they were asked for, and never on the thread that asks: what the library
/// takes and gives back stays with the thread that called it.
///
/// Whoever asks waits for some ten milliseconds, and longer when many ask; nobody does it with a transaction open.
public final class Passwords {

    private static final int SALT_BYTES = 16;
    private static final Duration IDLE = Duration.ofSeconds(10);

    private final Argon2 argon;
    private final int atOnce;
    private final ThreadPoolExecutor threads;
    private final SecureRandom random = new SecureRandom();
    private final PasswordHash nobodys;

    /// Fails with a sentence for whoever runs the program when libargon2 is not installed.
    ///
    /// @param atOnce how many are computed at a time, each with 19 MiB
    public Passwords(int atOnce) {
        this.argon = Argon2.load(Argon2.LIBRARY);
        this.atOnce = atOnce;
        this.threads = new ThreadPoolExecutor(
                atOnce,
                atOnce,
                IDLE.toSeconds(),
                TimeUnit.SECONDS,
                new LinkedBlockingQueue<>(),
                Thread.ofPlatform().daemon().name("password-", 1).factory());
        threads.allowCoreThreadTimeOut(true);
        this.nobodys = hash("nobody has this password");
    }

    public PasswordHash hash(String password) {
        return result(later(() -> hashed(password)));
    }

    /// The hashes of all, in their order. In between others have their turn, so a login does not wait for hundreds.
    public List<PasswordHash> hashAll(List<String> passwords) {
        List<PasswordHash> hashes = new ArrayList<>();
        for (int from = 0; from < passwords.size(); from += atOnce) {
            passwords.subList(from, Math.min(passwords.size(), from + atOnce)).stream()
                    .map(password -> later(() -> hashed(password)))
                    .toList()
                    .forEach(hash -> hashes.add(result(hash)));
        }
        return hashes;
    }

    /// Whether it is the password that was hashed.
    public boolean matches(String password, PasswordHash hash) {
        return result(later(() -> argon.matches(password, hash.text())));
    }

    /// Takes as long as [#matches], so that the time does not tell which users exist.
    public void pretend(String password) {
        var _ = matches(password, nobodys);
    }

    private PasswordHash hashed(String password) {
        byte[] salt = new byte[SALT_BYTES];
        random.nextBytes(salt);
        return new PasswordHash(argon.hash(password, salt));
    }

    private <T> CompletableFuture<T> later(Supplier<T> work) {
        return CompletableFuture.supplyAsync(work, threads);
    }

    private static <T> T result(CompletableFuture<T> work) {
        try {
            return work.join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof RuntimeException failure ? failure : e;
        }
    }
}
