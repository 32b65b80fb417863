package dev.causeway.agent.probe;

import dev.causeway.agent.probe.ProbeTarget.Purpose;
import java.time.Instant;
import java.util.Optional;

/// Says by the fate of echo requests whether a way is of use.
final class Judge {

    /// So many rounds in a row without an answer say that it is not.
    private static final int LOST_ROUNDS = 2;

    private final int patience;
    private int lost;
    private Optional<ProbeVerdict> verdict = Optional.empty();

    Judge(Purpose purpose) {
        this.patience = LOST_ROUNDS * purpose.perRound();
    }

    /// Nothing before the first answer, or before it is known that none comes.
    Optional<ProbeVerdict> verdict() {
        return verdict;
    }

    /// Takes the fate of the next request.
    ///
    /// @return whether the verdict is another one now
    boolean take(int micros, Instant now) {
        lost = micros == ProbeSamples.LOST ? lost + 1 : 0;
        if (lost > 0 && lost < patience) {
            return false;
        }
        boolean passes = lost == 0;
        if (verdict.filter(before -> before.passes() == passes).isPresent()) {
            return false;
        }
        verdict = Optional.of(new ProbeVerdict(passes, now));
        return true;
    }
}
