package dev.causeway.agent.reconcile;

import java.time.Duration;
import java.util.function.DoubleSupplier;

/// How long to wait after failures in a row: twice as long each time up to a limit, and never for everyone
/// alike, so that what failed together does not come back together.
///
/// @param jitter gives numbers from 0 to 1
public record BackOff(Duration first, Duration limit, DoubleSupplier jitter) {

    private static final int MAX_DOUBLINGS = 20;

    Duration after(int failures) {
        int doublings = Math.min(failures - 1, MAX_DOUBLINGS);
        double whole = Math.min(first.toMillis() * Math.pow(2, doublings), (double) limit.toMillis());
        return Duration.ofMillis(Math.round(whole * (0.75 + jitter.getAsDouble() / 4)));
    }
}
