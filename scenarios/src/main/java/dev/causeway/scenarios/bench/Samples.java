package dev.causeway.scenarios.bench;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/// Durations of the same thing done many times.
final class Samples {

    private final List<Duration> taken = Collections.synchronizedList(new ArrayList<>());

    void add(Duration one) {
        taken.add(one);
    }

    int count() {
        return taken.size();
    }

    double medianMillis() {
        return percentileMillis(50);
    }

    double percentileMillis(int percent) {
        List<Duration> sorted = taken.stream().sorted().toList();
        int index = Math.min(sorted.size() - 1, Math.ceilDiv(sorted.size() * percent, 100) - 1);
        return sorted.get(Math.max(0, index)).toNanos() / 1e6;
    }
}
