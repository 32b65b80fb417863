package dev.causeway.scenarios.host;

import java.time.Duration;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import java.util.function.Supplier;

/// Waiting for the world to be as expected, with a limit. It ends at once when a watched process has ended
/// ([Background#watched]).
public final class Waiting {

    private static final Duration STEP = Duration.ofMillis(20);

    /// More than anything takes on a slow machine: what happens earlier ends the waiting.
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private Waiting() {}

    /// Waits until a condition holds, whenever that is.
    ///
    /// @throws IllegalStateException naming what was waited for, if it does not hold at all
    public static void until(String what, BooleanSupplier condition) {
        until(what, PATIENCE, condition);
    }

    /// Waits until a condition holds.
    ///
    /// @throws IllegalStateException naming what was waited for, if it does not hold in time
    public static void until(String what, Duration limit, BooleanSupplier condition) {
        Boolean _ = until(what, limit, condition::getAsBoolean, holds -> holds);
    }

    /// Waits until a value is as expected, whenever that is, and gives it.
    ///
    /// @throws IllegalStateException naming what was waited for and the last value, if it never is
    public static <T> T until(String what, Supplier<T> value, Predicate<T> expected) {
        return until(what, PATIENCE, value, expected);
    }

    /// Waits until a value is as expected, and gives it.
    ///
    /// @throws IllegalStateException naming what was waited for and the last value, if it is not in time
    public static <T> T until(String what, Duration limit, Supplier<T> value, Predicate<T> expected) {
        long end = System.nanoTime() + limit.toNanos();
        T last = value.get();
        while (!expected.test(last)) {
            if (System.nanoTime() > end) {
                throw new IllegalStateException(
                        "waited %d s in vain for %s; last seen: %s".formatted(limit.toSeconds(), what, last));
            }
            Watch.check(what);
            pause(STEP);
            last = value.get();
        }
        return last;
    }

    /// Lets time pass.
    public static void pause(Duration time) {
        try {
            Thread.sleep(time);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }
}
