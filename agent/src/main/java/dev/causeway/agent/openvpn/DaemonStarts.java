package dev.causeway.agent.openvpn;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;

/// Starts of a node's daemon: one at a time, elsewhere, and further apart from each other for as long as none has come
/// to serve anybody.
final class DaemonStarts {

    private static final System.Logger LOG = System.getLogger(DaemonStarts.class.getName());

    private static final Duration FIRST_PAUSE = Duration.ofMillis(500);
    private static final Duration LAST_PAUSE = Duration.ofSeconds(30);

    private final Executor thread;
    private final Clock clock;
    private Optional<CompletableFuture<Void>> underWay = Optional.empty();
    private Duration pause = FIRST_PAUSE;
    private Instant notBefore = Instant.MIN;
    private Optional<String> failure = Optional.empty();

    /// @param thread the one in which everything but the start itself happens
    DaemonStarts(Executor thread, Clock clock) {
        this.thread = thread;
        this.clock = clock;
    }

    boolean isUnderWay() {
        return underWay.isPresent();
    }

    boolean isDue() {
        return underWay.isEmpty() && !clock.instant().isBefore(notBefore);
    }

    /// Why the last one led to nothing, while the next one is waited for.
    Optional<String> failure() {
        return failure.filter(_ -> !isDue());
    }

    /// @param start ends when the daemon can be spoken to, or fails with a text for the tenant
    /// @param after what follows if it has not failed
    void begin(Runnable start, Runnable after) {
        notBefore = clock.instant().plus(pause);
        pause = pause.multipliedBy(2).compareTo(LAST_PAUSE) < 0 ? pause.multipliedBy(2) : LAST_PAUSE;
        failure = Optional.empty();
        var done = new CompletableFuture<Void>();
        underWay = Optional.of(done);
        Thread.ofVirtual().name("start").start(() -> {
            try {
                start.run();
                done.complete(null);
            } catch (RuntimeException | Error e) {
                done.completeExceptionally(e);
            }
            thread.execute(() -> ended(done, after));
        });
    }

    private void ended(CompletableFuture<Void> done, Runnable after) {
        if (!underWay.equals(Optional.of(done))) {
            return;
        }
        underWay = Optional.empty();
        if (done.isCompletedExceptionally()) {
            failed(String.valueOf(done.exceptionNow().getMessage()));
        } else {
            after.run();
        }
    }

    /// It has led to nothing.
    void failed(String why) {
        if (!failure.equals(Optional.of(why))) {
            LOG.log(System.Logger.Level.WARNING, "{0}", why);
        }
        failure = Optional.of(why);
    }

    /// The daemon serves clients: if it ends, the next one follows at once.
    void served() {
        pause = FIRST_PAUSE;
        notBefore = Instant.MIN;
        failure = Optional.empty();
    }

    /// Something else is wanted, which may go better.
    void anew() {
        served();
    }

    /// Waits for what is under way; nothing follows it.
    void stop() {
        underWay.ifPresent(start -> start.exceptionally(_ -> null).join());
        underWay = Optional.empty();
        anew();
    }
}
