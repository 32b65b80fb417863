package dev.causeway.agent.link;

import dev.causeway.model.document.Block;
import dev.causeway.model.document.HostLoad;
import dev.causeway.model.document.LogLine;
import dev.causeway.model.document.LogSource;
import dev.causeway.model.document.ReportPart;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// What is seen on the host now. Asked for whenever a report is due, so the answers should be at hand.
public interface HostView {

    /// Waits until everything that was to be on the host at the start has been looked at, so that what a
    /// report does not mention is not there; for `limit` at most.
    void awaitFirstLook(Duration limit) throws InterruptedException;

    /// What there is to say of each thing.
    List<ReportPart> parts();

    /// What the operator should know of the host, each in a line of words without secrets or anything of customers.
    List<String> concerns();

    /// The lines of a log after a position, oldest first.
    List<LogLine> log(LogSource source, long afterPosition, int limit);

    /// What there is to tell in blocks: all that has changed since this was last asked, and whatever else of it is at
    /// hand. It goes when the controller holds it.
    List<Block> blocks();

    /// How busy the host is; empty while that is not known.
    default Optional<HostLoad> load() {
        return Optional.empty();
    }
}
