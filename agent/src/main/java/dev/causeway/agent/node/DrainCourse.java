package dev.causeway.agent.node;

import dev.causeway.model.NodeId;
import dev.causeway.model.document.DrainReport;
import dev.causeway.model.document.DrainReport.State;
import java.time.Duration;
import java.time.Instant;

/// How far one drain of a node is: decided from looks at how many packets the node has passed on.
///
/// @param drain that it is the course of
/// @param begun when the node was told
/// @param since when the state was entered
/// @param forwarded packets, as of the last look
/// @param passed when it was last seen that there were more, or when it began
/// @param looked when that last look was
record DrainCourse(
        Instant drain, Instant begun, State state, Instant since, long forwarded, Instant passed, Instant looked) {

    /// Traffic is waited for no longer than this.
    static final Duration LONGEST = Duration.ofSeconds(30);

    /// A node that has passed on nothing for so long is quiet.
    static final Duration QUIET = Duration.ofSeconds(2);

    static DrainCourse begin(Instant drain, long forwarded, Instant now) {
        return new DrainCourse(drain, now, State.DRAINING, now, forwarded, now, now);
    }

    /// After one more look. A drain that is over stays so, whatever passes then.
    DrainCourse after(long count, Instant now) {
        Instant last = count == forwarded ? passed : now;
        State next = state == State.DRAINING ? judged(last, now) : state;
        return new DrainCourse(drain, begun, next, next == state ? since : now, count, last, now);
    }

    private State judged(Instant last, Instant now) {
        if (!now.isBefore(last.plus(QUIET))) {
            return State.QUIET;
        }
        return now.isBefore(begun.plus(LONGEST)) ? State.DRAINING : State.OVERDUE;
    }

    private boolean passing() {
        return looked.isBefore(passed.plus(QUIET));
    }

    DrainReport report(NodeId node) {
        return new DrainReport(node, drain, state, begun, since, passing());
    }
}
