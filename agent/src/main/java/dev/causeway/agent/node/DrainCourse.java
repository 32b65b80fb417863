package dev.causeway.agent.node;

import dev.causeway.model.NodeId;
import dev.causeway.model.document.DrainReport;
import dev.causeway.model.document.DrainReport.State;
import java.time.Duration;
import java.time.Instant;
import java.util.OptionalLong;

/// How far one drain of a node is: decided from looks at how many packets the node has passed on.
///
/// @param drain that it is the course of
/// @param quiet for how long nothing has to pass until the node is quiet
/// @param begun when the node was told
/// @param since when the state was entered
/// @param forwarded packets, as of the last look; nothing while that cannot be told
/// @param passed when it could last not be ruled out that there were more, or when it began
/// @param looked when that last look was
record DrainCourse(
        Instant drain,
        Duration quiet,
        Instant begun,
        State state,
        Instant since,
        OptionalLong forwarded,
        Instant passed,
        Instant looked) {

    /// Traffic is waited for no longer than this.
    static final Duration LONGEST = Duration.ofSeconds(30);

    static DrainCourse begin(Instant drain, Duration quiet, OptionalLong forwarded, Instant now) {
        return new DrainCourse(drain, quiet, now, State.DRAINING, now, forwarded, now, now);
    }

    /// After one more look. A drain that is over stays so, whatever passes then.
    ///
    /// @param count nothing if it cannot be told: then something may have passed
    DrainCourse after(OptionalLong count, Instant now) {
        Instant last = count.isPresent() && count.equals(forwarded) ? passed : now;
        State next = state == State.DRAINING ? judged(last, now) : state;
        return new DrainCourse(drain, quiet, begun, next, next == state ? since : now, count, last, now);
    }

    private State judged(Instant last, Instant now) {
        if (!now.isBefore(last.plus(quiet))) {
            return State.QUIET;
        }
        return now.isBefore(begun.plus(LONGEST)) ? State.DRAINING : State.OVERDUE;
    }

    private boolean passing() {
        return looked.isBefore(passed.plus(quiet));
    }

    DrainReport report(NodeId node) {
        return new DrainReport(node, drain, state, begun, since, passing());
    }
}
