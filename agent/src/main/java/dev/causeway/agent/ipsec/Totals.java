package dev.causeway.agent.ipsec;

import java.time.Instant;

/// What a tunnel has carried since it was made, in all and by pairs of traffic selectors.
record Totals(TrafficTotal traffic, PairTotals pairs) {

    /// Those that stand in a worker's folder.
    static Totals in(WorkerFolder folder, Instant now) {
        return new Totals(
                new TrafficTotal(folder.path().resolve("traffic")),
                new PairTotals(folder.path().resolve("pairs"), now));
    }

    /// Tells which daemon counts from now on.
    void of(long daemon) {
        traffic.of(daemon);
        pairs.of(daemon);
    }
}
