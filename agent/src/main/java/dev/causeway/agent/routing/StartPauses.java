package dev.causeway.agent.routing;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// Keeps daemons that do not live from being started over and over, and what is wrong from being told over
/// and over.
final class StartPauses {

    private static final Duration FIRST = Duration.ofMillis(200);
    private static final Duration LAST = Duration.ofSeconds(30);

    /// One that lived so long was no failure.
    private static final Duration LONG_LIFE = Duration.ofMinutes(1);

    private final Clock clock;
    private Instant startedAt = Instant.MIN;
    private Duration pause = Duration.ZERO;
    private String told = "";

    StartPauses(Clock clock) {
        this.clock = clock;
    }

    /// Something else is wanted, which may go better.
    void anew() {
        pause = Duration.ZERO;
    }

    /// Nothing is wrong now.
    void well() {
        told = "";
    }

    /// Something is started.
    ///
    /// @throws IllegalStateException if it is too early for that
    void starting() {
        Instant now = clock.instant();
        if (now.isBefore(startedAt.plus(pause))) {
            throw new IllegalStateException("the daemons end again and again, and are started later");
        }
        boolean livedLong = now.isAfter(startedAt.plus(LONG_LIFE));
        Duration twice = pause.multipliedBy(2);
        pause = livedLong ? FIRST : twice.compareTo(LAST) < 0 ? twice : LAST;
        startedAt = now;
    }

    /// Something went wrong.
    ///
    /// @return what is to be told of it, if that is something else than the last time
    Optional<String> failed(Throwable e) {
        String words = String.valueOf(e.getMessage());
        boolean isNew = !words.equals(told);
        told = words;
        return isNew ? Optional.of(words) : Optional.empty();
    }
}
