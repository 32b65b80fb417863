package dev.causeway.agent.link;

import dev.causeway.model.document.HostReport;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/// Hands reports to the controller. Of one that is refused for what is in it the least is told, so that the host is
/// heard whatever a log, a route or a sample may be; and for a while no more than that is tried.
final class Delivery {

    private static final Logger LOG = System.getLogger(Delivery.class.getName());

    private static final Duration UNTIL_TRIED_AGAIN = Duration.ofMinutes(1);

    private final Clock clock;
    private Instant wholeFrom = Instant.MIN;
    private boolean refused;

    Delivery(Clock clock) {
        this.clock = clock;
    }

    /// Hands over a report.
    ///
    /// @return whether the controller has taken all of it, and not only how things are doing
    /// @throws IOException if it has taken nothing
    boolean send(AgentApi api, HostReport report) throws IOException, InterruptedException {
        if (!clock.instant().isBefore(wholeFrom) && isTaken(api, report)) {
            return true;
        }
        api.report(ReportSize.least(report));
        return false;
    }

    private boolean isTaken(AgentApi api, HostReport report) throws IOException, InterruptedException {
        try {
            api.report(report);
        } catch (AgentApi.Refused e) {
            if (!e.isOfContent()) {
                throw e;
            }
            LOG.log(
                    refused ? Level.DEBUG : Level.WARNING,
                    "{0}: it is told how things are, and nothing of logs, pairs of networks, routes and samples",
                    e.getMessage());
            refused = true;
            wholeFrom = clock.instant().plus(UNTIL_TRIED_AGAIN);
            return false;
        }
        if (refused) {
            LOG.log(Level.INFO, "the controller takes whole reports again");
            refused = false;
        }
        return true;
    }
}
