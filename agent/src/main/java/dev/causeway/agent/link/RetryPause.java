package dev.causeway.agent.link;

import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;

/// How long to wait after failures: twice as long after each, up to a limit, and never the same for two
/// agents.
final class RetryPause {

    private static final Duration FIRST = Duration.ofMillis(100);
    private static final Duration LONGEST = Duration.ofSeconds(5);

    private Duration next = FIRST;

    void pause() throws InterruptedException {
        Thread.sleep(between(next.dividedBy(2), next));
        Duration doubled = next.multipliedBy(2);
        next = doubled.compareTo(LONGEST) < 0 ? doubled : LONGEST;
    }

    /// The first failure is worth a warning; that it lasts is not.
    Level level() {
        return next.equals(FIRST) ? Level.WARNING : Level.DEBUG;
    }

    /// Says that it worked.
    ///
    /// @return whether it had failed before
    boolean reset() {
        boolean failed = !next.equals(FIRST);
        next = FIRST;
        return failed;
    }

    private static Duration between(Duration least, Duration most) {
        return Duration.ofMillis(ThreadLocalRandom.current().nextLong(least.toMillis(), most.toMillis() + 1));
    }
}
