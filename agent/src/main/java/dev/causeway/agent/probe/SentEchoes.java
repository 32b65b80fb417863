package dev.causeway.agent.probe;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// The echo requests that one run of the program sends to one address, and what became of them in their order. That no
/// answer came is told by nobody: it is so once the program is well past the request.
final class SentEchoes {

    private final Duration every;
    private final Map<Integer, Integer> answered = new HashMap<>();
    private int next;

    SentEchoes(Duration every) {
        this.every = every;
    }

    /// What became of one request.
    ///
    /// @param sent when, since the program's start
    /// @param micros how long the answer took, or [ProbeSamples#LOST]
    record Fate(Duration sent, int micros) {}

    void answered(int number, int micros) {
        if (number >= next) {
            answered.put(number, micros);
        }
    }

    /// What is newly known.
    ///
    /// @param over the last request whose answer is waited for no more
    List<Fate> settle(int over) {
        List<Fate> settled = new ArrayList<>();
        while (answered.containsKey(next) || next <= over) {
            Integer micros = answered.remove(next);
            settled.add(new Fate(every.multipliedBy(next), micros == null ? ProbeSamples.LOST : micros));
            next++;
        }
        return settled;
    }
}
