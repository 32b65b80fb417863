package dev.causeway.agent.routing;

import dev.causeway.agent.routing.vty.VtyClient;
import dev.causeway.agent.routing.vty.VtyFailed;
import dev.causeway.agent.routing.vty.VtyUnanswered;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/// Notices daemons that are there and do nothing any more. What speaks is asked all the time anyway; the
/// others are asked something now and then.
final class DaemonPulse {

    private static final System.Logger LOG = System.getLogger(DaemonPulse.class.getName());

    private static final List<FrrDaemon> SILENT = List.of(FrrDaemon.ZEBRA, FrrDaemon.BFDD);

    private static final Duration BETWEEN = Duration.ofSeconds(5);

    /// In time during which this process ran: after a host stood still, nobody is taken for one that hangs.
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final FrrDaemons daemons;
    private final FrrFolder folder;
    private final Clock clock;
    private Instant lastAt = Instant.MIN;

    DaemonPulse(FrrDaemons daemons, FrrFolder folder, Clock clock) {
        this.daemons = daemons;
        this.folder = folder;
        this.clock = clock;
    }

    /// Ends those that do not answer, so that they are missing.
    void feel() {
        Instant now = clock.instant();
        if (now.isBefore(lastAt.plus(BETWEEN))) {
            return;
        }
        lastAt = now;
        SILENT.stream()
                .filter(daemon -> folder.process(daemon).isPresent() && hangs(daemon))
                .forEach(daemon -> daemons.kill(folder, daemon));
    }

    private boolean hangs(FrrDaemon daemon) {
        try (VtyClient client = VtyClient.open(folder.socket(daemon), PATIENCE)) {
            var _ = client.ask("show version");
            return false;
        } catch (VtyUnanswered e) {
            LOG.log(System.Logger.Level.WARNING, "{0}: {1}: {2}", folder.path(), daemon.program(), e.getMessage());
            return true;
        } catch (VtyFailed e) {
            // It has ended, or will be asked again.
            LOG.log(System.Logger.Level.DEBUG, "asking " + daemon.program(), e);
            return false;
        }
    }
}
