package dev.causeway.agent.link;

import dev.causeway.agent.process.SteadyClock;
import dev.causeway.model.document.HostReport;
import dev.causeway.model.document.LogPositions;
import dev.causeway.model.document.LogSource;
import dev.causeway.model.document.ReportPart;
import dev.causeway.model.document.ThingReport;
import java.io.IOException;
import java.lang.System.Logger;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.Stream;

/// Sends what is seen: soon after a change, and every few seconds anyway. There is no queue of reports: each
/// is built when it can be sent, so a controller that was away gets the present and not the past.
final class ReportLoop implements Runnable {

    private static final Logger LOG = System.getLogger(ReportLoop.class.getName());

    /// Changes come in bursts; what happens within this time goes into one report.
    private static final Duration BURST = Duration.ofMillis(20);

    /// A restarted agent says nothing before it has seen all that goes on, or what it has not seen would seem to be
    /// down. While it is silent it counts as unknown in the end, which is true.
    private static final Duration FIRST_LOOK = Duration.ofMinutes(5);

    private final Session session;
    private final DocumentStore store;
    private final HostView view;
    private final Supplier<List<String>> concerns;
    private final Duration every;
    private final RetryPause backoff = new RetryPause();
    private final Semaphore due = new Semaphore(0);
    private final LogCursors cursors = new LogCursors();
    private final BlockCursors blockCursors = new BlockCursors();
    private final Delivery delivery = new Delivery(SteadyClock.ofProcess());
    private Optional<AgentApi> asked = Optional.empty();

    ReportLoop(Session session, DocumentStore store, HostView view, Supplier<List<String>> concerns, Duration every) {
        this.session = session;
        this.store = store;
        this.view = view;
        this.concerns = concerns;
        this.every = every;
    }

    void soon() {
        due.release();
    }

    @Override
    public void run() {
        try {
            view.awaitFirstLook(FIRST_LOOK);
            while (!session.closed()) {
                try {
                    send();
                    var _ = backoff.reset();
                    awaitNext();
                } catch (IOException | RuntimeException e) {
                    if (!session.closed()) {
                        LOG.log(backoff.level(), "no report to the controller: {0}", e.toString());
                        backoff.pause();
                    }
                }
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private void awaitNext() throws InterruptedException {
        if (due.tryAcquire(every.toMillis(), TimeUnit.MILLISECONDS)) {
            Thread.sleep(BURST);
        }
    }

    private List<String> concerns() {
        return Stream.concat(concerns.get().stream(), view.concerns().stream()).toList();
    }

    private static List<LogSource> logs(List<ReportPart> parts) {
        return parts.stream().flatMap(part -> part.log().stream()).distinct().toList();
    }

    /// Each client asks anew: the controller has been away, and its database may be an older one since.
    private void askForPositions(AgentApi api) throws IOException, InterruptedException {
        if (asked.filter(one -> one == api).isEmpty()) {
            LogPositions positions = api.logPositions();
            cursors.start(positions);
            blockCursors.start(positions);
            asked = Optional.of(api);
        }
    }

    private void send() throws IOException, InterruptedException {
        AgentApi api = session.api();
        try {
            askForPositions(api);
            due.drainPermits();
            List<ReportPart> parts = ReportSize.bounded(view.parts());
            LogCursors.Batch log = cursors.next(logs(parts), view);
            Instant now = Instant.now();
            BlockCursors.BlockBatch blocks = blockCursors.next(view.blocks(), now);
            var report = new HostReport(now, parts, log.lines(), Optional.of(concerns()), blocks.blocks(), view.load());
            if (delivery.send(api, report)) {
                cursors.acknowledged(log);
                blockCursors.acknowledged(blocks);
                if (log.moreToCome() || blocks.moreToCome()) {
                    soon();
                }
            }
            report.things().stream()
                    .filter(thing -> thing.phase() == ThingReport.Phase.ABSENT)
                    .forEach(thing -> store.erase(thing.key()));
        } catch (IOException e) {
            session.failed(api, e);
            throw e;
        }
    }
}
