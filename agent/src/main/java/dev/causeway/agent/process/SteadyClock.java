package dev.causeway.agent.process;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.function.LongSupplier;

/// The time by which one waits: it begins with the host's clock and goes on evenly, whatever is done to that clock. So
/// an hour that is put back delays nothing by an hour. Two of them differ by what was done in between.
public final class SteadyClock extends Clock {

    /// One for all of a process, so that moments can be compared.
    private static final SteadyClock OF_PROCESS = from(Clock.systemUTC(), System::nanoTime);

    private final Instant begin;
    private final long origin;
    private final LongSupplier nanoseconds;
    private final ZoneId zone;

    private SteadyClock(Instant begin, long origin, LongSupplier nanoseconds, ZoneId zone) {
        this.begin = begin;
        this.origin = origin;
        this.nanoseconds = nanoseconds;
        this.zone = zone;
    }

    public static SteadyClock ofProcess() {
        return OF_PROCESS;
    }

    /// One that begins when the host's clock says so now.
    ///
    /// @param nanoseconds since any moment, as of [System#nanoTime]
    public static SteadyClock from(Clock host, LongSupplier nanoseconds) {
        return new SteadyClock(host.instant(), nanoseconds.getAsLong(), nanoseconds, ZoneOffset.UTC);
    }

    @Override
    public Instant instant() {
        return begin.plusNanos(nanoseconds.getAsLong() - origin);
    }

    @Override
    public ZoneId getZone() {
        return zone;
    }

    @Override
    public Clock withZone(ZoneId other) {
        return new SteadyClock(begin, origin, nanoseconds, other);
    }
}
