package dev.causeway.agent.probe;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// The echo requests that one run of the program sends to one address, and what became of them in their order. That no
/// answer came is told by nobody: it is so once it is late.
final class SentEchoes {

    /// Later answers are not waited for. Longer than the program itself waits.
    private static final Duration PATIENCE = Duration.ofMillis(2_500);

    private final Duration every;
    private final Map<Integer, Integer> answered = new HashMap<>();
    private int next;

    /// By how much the program is behind, as it may be on a busy machine.
    private Duration late = Duration.ZERO;

    SentEchoes(Duration every) {
        this.every = every;
    }

    /// What became of one request.
    ///
    /// @param sent when, since the program's start
    /// @param micros how long the answer took, or [ProbeSamples#LOST]
    record Fate(Duration sent, int micros) {}

    /// An answer came.
    ///
    /// @param elapsed since the program's start
    void answered(int number, int micros, Duration elapsed) {
        if (number >= next) {
            answered.put(number, micros);
        }
        Duration behind = elapsed.minusNanos(micros * 1_000L).minus(due(number));
        late = behind.isNegative() ? Duration.ZERO : behind.compareTo(every) > 0 ? every : behind;
    }

    /// What is newly known.
    ///
    /// @param elapsed since the program's start
    List<Fate> settle(Duration elapsed) {
        List<Fate> settled = new ArrayList<>();
        while (answered.containsKey(next) || isLost(elapsed)) {
            Integer micros = answered.remove(next);
            settled.add(new Fate(due(next), micros == null ? ProbeSamples.LOST : micros));
            next++;
        }
        return settled;
    }

    private boolean isLost(Duration elapsed) {
        return elapsed.compareTo(due(next).plus(late).plus(PATIENCE)) > 0;
    }

    private Duration due(int number) {
        return every.multipliedBy(number);
    }
}
