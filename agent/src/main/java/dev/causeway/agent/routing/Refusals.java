package dev.causeway.agent.routing;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// Keeps what a daemon refuses from being said over and over.
final class Refusals {

    private static final Duration FIRST = Duration.ofSeconds(1);
    private static final Duration LAST = Duration.ofMinutes(1);

    private final Clock clock;
    private Optional<Refusal> last = Optional.empty();

    /// @param again when it is worth trying once more
    private record Refusal(Object what, LineRefused answer, Duration pause, Instant again) {}

    Refusals(Clock clock) {
        this.clock = clock;
    }

    /// Says something, but for what was refused a short while ago.
    ///
    /// @param what is said: the same as before if it is equal to that
    /// @throws LineRefused if it is refused, or was then
    void say(Object what, Runnable saying) {
        Optional<Refusal> before = last.filter(refusal -> refusal.what().equals(what));
        before.filter(refusal -> clock.instant().isBefore(refusal.again())).ifPresent(refusal -> {
            throw refusal.answer();
        });
        try {
            saying.run();
            last = Optional.empty();
        } catch (LineRefused e) {
            Duration pause = before.map(refusal -> longer(refusal.pause())).orElse(FIRST);
            last = Optional.of(new Refusal(what, e, pause, clock.instant().plus(pause)));
            throw e;
        }
    }

    private static Duration longer(Duration pause) {
        Duration twice = pause.multipliedBy(2);
        return twice.compareTo(LAST) < 0 ? twice : LAST;
    }

    /// Another daemon may take it.
    void forget() {
        last = Optional.empty();
    }
}
