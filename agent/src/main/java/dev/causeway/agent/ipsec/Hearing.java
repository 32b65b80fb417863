package dev.causeway.agent.ipsec;

import java.time.Duration;
import java.util.Optional;

/// What is made of a daemon that does not answer. That alone says nothing of its tunnel: until the daemon is heard
/// again, the tunnel is judged by its packets. Times are the distance from any fixed moment.
final class Hearing {

    /// A daemon to which no connection could be made for so long, over several tries, is of no use. Tries are made only
    /// while this process runs.
    private static final Duration UNREACHABLE = Duration.ofSeconds(60);

    private static final int TRIES = 3;

    private int failures;
    private Duration firstFailure = Duration.ZERO;
    private boolean overdue;
    private Optional<Long> in = Optional.empty();
    private long out;
    private Optional<Duration> oneWaySince = Optional.empty();

    /// The daemon has answered.
    synchronized void heard() {
        failures = 0;
        overdue = false;
        in = Optional.empty();
        oneWaySince = Optional.empty();
    }

    /// The daemon could not be asked.
    ///
    /// @param given whether it had all the time that a daemon has
    synchronized void failed(boolean given, Duration now) {
        if (failures == 0) {
            firstFailure = now;
        }
        failures++;
        overdue = given || (failures >= TRIES && now.minus(firstFailure).compareTo(UNREACHABLE) >= 0);
    }

    /// Whether the daemon has to be replaced.
    synchronized boolean isOverdue() {
        return overdue;
    }

    /// Takes the numbers of packets that came out of the tunnel and went into it so far.
    ///
    /// @return whether packets have gone in for `limit` and none came out
    synchronized boolean isOneWay(long nowIn, long nowOut, Duration limit, Duration now) {
        if (!in.equals(Optional.of(nowIn))) {
            oneWaySince = Optional.empty();
        } else if (nowOut > out && oneWaySince.isEmpty()) {
            oneWaySince = Optional.of(now);
        }
        in = Optional.of(nowIn);
        out = nowOut;
        return oneWaySince
                .filter(since -> now.minus(since).compareTo(limit) >= 0)
                .isPresent();
    }
}
