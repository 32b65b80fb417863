package dev.causeway.agent.ipsec;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;

/// When something that may fail is tried again: after a second, then after twice as long each time, up to a limit. All
/// waits are a little random, so that the two ends of a tunnel do not keep meeting half-way.
final class Attempts {

    private static final Duration FIRST_WAIT = Duration.ofSeconds(1);
    static final Duration LONGEST_WAIT = Duration.ofSeconds(15);

    private final RandomGenerator random;
    private final Map<String, Integer> failures = new HashMap<>();
    private final Map<String, Instant> next = new HashMap<>();

    Attempts(RandomGenerator random) {
        this.random = random;
    }

    boolean isDue(String what, Instant now) {
        return !now.isBefore(next.getOrDefault(what, Instant.MIN));
    }

    void started(String what, Instant now) {
        started(what, LONGEST_WAIT, now);
    }

    /// Likewise, with another limit.
    void started(String what, Duration longestWait, Instant now) {
        int before = failures.merge(what, 1, Integer::sum) - 1;
        Duration wait = FIRST_WAIT.multipliedBy(1L << Math.min(before, 10));
        next.put(what, now.plus(jittered(wait.compareTo(longestWait) < 0 ? wait : longestWait)));
    }

    /// How often in a row something was begun that has not succeeded.
    int failures(String what) {
        return failures.getOrDefault(what, 0);
    }

    void succeeded(String what) {
        failures.remove(what);
        next.remove(what);
    }

    /// Waits a moment before the first try, in case that the other end is about to try too.
    void pause(String what, Instant now) {
        next.put(what, now.plusMillis(100 + random.nextInt(500)));
    }

    /// Forgets all failures: what failed may work now.
    void reset() {
        failures.clear();
        next.clear();
    }

    /// The first moment after `now` at which something may be tried again.
    Optional<Instant> nextAfter(Instant now) {
        return next.values().stream().filter(now::isBefore).min(Instant::compareTo);
    }

    private Duration jittered(Duration wait) {
        return Duration.ofMillis((long) (wait.toMillis() * (0.75 + random.nextDouble() / 2)));
    }
}
