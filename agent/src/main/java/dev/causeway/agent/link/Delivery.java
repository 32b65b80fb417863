package dev.causeway.agent.link;

import dev.causeway.model.document.HostReport;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.function.UnaryOperator;

/// Hands reports to the controller. Of one that is refused for what is in it is told what can be, so that the host is
/// heard whatever a log, a route or a sample may be. A line or a block that is refused by itself is given up, or what
/// comes after it would never be told.
final class Delivery {

    private static final Logger LOG = System.getLogger(Delivery.class.getName());

    private static final Duration UNTIL_TRIED_AGAIN = Duration.ofMinutes(1);

    /// So often a report is cut to find what is refused. Enough for several lines among thousands.
    private static final int CUTS = 50;

    private final Clock clock;
    private Instant wholeFrom = Instant.MIN;
    private UnaryOperator<HostReport> meanwhile = ReportSize::current;
    private boolean refused;
    private int cuts;
    private int parts;

    Delivery(Clock clock) {
        this.clock = clock;
    }

    /// Hands over a report.
    ///
    /// @return whether the controller has taken all of its lines and blocks, or those that it would never take are
    ///     given up
    /// @throws IOException if it has taken nothing
    boolean send(AgentApi api, HostReport report) throws IOException, InterruptedException {
        if (clock.instant().isBefore(wholeFrom)) {
            api.report(meanwhile.apply(report));
            return false;
        }
        if (isTaken(api, report)) {
            takenWhole();
            return true;
        }
        wholeFrom = clock.instant().plus(UNTIL_TRIED_AGAIN);
        if (ReportSize.news(report) > 0 && isTaken(api, ReportSize.current(report))) {
            meanwhile = ReportSize::current;
            sendParts(api, report);
            return true;
        }
        meanwhile = ReportSize::least;
        complain("it is told how things are, and nothing of logs, pairs of networks, routes and samples");
        api.report(ReportSize.least(report));
        return false;
    }

    private void takenWhole() {
        if (refused) {
            LOG.log(Level.INFO, "the controller takes whole reports again");
            refused = false;
        }
    }

    private void sendParts(AgentApi api, HostReport report) throws IOException, InterruptedException {
        cuts = CUTS;
        parts = 0;
        int given = givenUp(api, report);
        complain("given up of %d new lines and blocks: %d".formatted(ReportSize.news(report), given));
    }

    /// Hands over what can be of a report that was refused, in its order.
    ///
    /// @return how many lines and blocks are given up
    private int givenUp(AgentApi api, HostReport report) throws IOException, InterruptedException {
        int news = ReportSize.news(report);
        if (news < 2 || cuts == 0) {
            return news;
        }
        cuts--;
        int given = 0;
        for (HostReport half : ReportSize.halves(report)) {
            parts++;
            given += isTaken(api, ReportSize.later(half, parts)) ? 0 : givenUp(api, half);
        }
        return given;
    }

    private void complain(String outcome) {
        LOG.log(refused ? Level.DEBUG : Level.WARNING, "the controller does not take a report as it is: {0}", outcome);
        refused = true;
    }

    private static boolean isTaken(AgentApi api, HostReport report) throws IOException, InterruptedException {
        try {
            api.report(report);
            return true;
        } catch (AgentApi.Refused e) {
            if (!e.isOfContent()) {
                throw e;
            }
            LOG.log(Level.DEBUG, "refused", e);
            return false;
        }
    }
}
