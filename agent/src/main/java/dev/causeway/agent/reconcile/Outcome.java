package dev.causeway.agent.reconcile;

import java.time.Duration;

/// How an attempt ended that did not fail.
public sealed interface Outcome {

    Outcome SETTLED = new Settled();

    /// The thing is as wanted.
    record Settled() implements Outcome {}

    /// Something else has to happen first; look again after `delay`.
    record CheckAgain(Duration delay) implements Outcome {}

    static Outcome checkAgainIn(Duration delay) {
        return new CheckAgain(delay);
    }
}
