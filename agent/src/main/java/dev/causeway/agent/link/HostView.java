package dev.causeway.agent.link;

import dev.causeway.model.ConnectionId;
import dev.causeway.model.document.LogLine;
import dev.causeway.model.document.ThingReport;
import dev.causeway.model.document.TunnelReport;
import java.util.List;

/// What is seen on the host now. Asked for whenever a report is due, so the answers should be at hand.
public interface HostView {

    List<ThingReport> things();

    List<TunnelReport> tunnels();

    /// The lines of a connection's log after a position, oldest first.
    List<LogLine> log(ConnectionId connection, long afterPosition, int limit);
}
