package dev.causeway.agent.ipsec;

import java.time.Duration;

/// When the daemon repeats a request that nobody answers, and when it gives the peer up. Intervals are equal: growing
/// ones would make a peer that comes back wait for the last and longest of them.
///
/// @param tries repetitions after the first request
record Retransmission(Duration interval, int tries) {

    private static final int LONGEST_INTERVAL_SECONDS = 3;
    private static final int FEWEST_INTERVALS = 4;

    /// The settings with which a peer is given up when it has been silent for `seconds`.
    static Retransmission within(int seconds) {
        int intervals = Math.max(FEWEST_INTERVALS, Math.ceilDiv(seconds, LONGEST_INTERVAL_SECONDS));
        return new Retransmission(Duration.ofSeconds(seconds).dividedBy(intervals), intervals - 1);
    }

    Duration total() {
        return interval.multipliedBy(tries + 1L);
    }
}
