package dev.causeway.agent.routing;

import dev.causeway.agent.host.LearnedRoutes;
import dev.causeway.agent.host.LinkNames;
import dev.causeway.agent.host.Links;
import dev.causeway.agent.host.Namespace;
import dev.causeway.agent.host.RouteWatch;
import dev.causeway.agent.host.Slot;
import dev.causeway.agent.process.WorkerThread;
import dev.causeway.agent.routing.vty.VtyFailed;
import dev.causeway.agent.routing.vty.VtyUnanswered;
import dev.causeway.model.InterfaceAddress;
import dev.causeway.model.Ipv4;
import dev.causeway.model.NodeId;
import dev.causeway.model.Prefix;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;

/// The speaker of one node. All of it happens in one thread.
final class NodeSpeaker implements WorkerThread.Looks, AutoCloseable {

    private static final System.Logger LOG = System.getLogger(NodeSpeaker.class.getName());

    private static final Duration BETWEEN_LOOKS = Duration.ofSeconds(1);

    /// Hints come in crowds.
    private static final Duration LEAST_BETWEEN_LOOKS = Duration.ofMillis(30);

    /// Links may change without a word about the routes that go with them.
    private static final Duration LEARNED_IS_FRESH = Duration.ofSeconds(5);

    private final NodeId node;
    private final Namespace namespace;
    private final FrrFolder folder;
    private final SpeakerTimers timers;
    private final FrrDaemons daemons;
    private final Routing.Listener listener;
    private final Clock clock;
    private final SpeakerView view;
    private final StartPauses pauses;
    private final DaemonPulse pulse;
    private final WorkerThread thread;
    private final AtomicBoolean hinted = new AtomicBoolean(true);
    private Optional<SpeakerConfig> wanted = Optional.empty();
    private Optional<SpeakerSession> session = Optional.empty();
    private Optional<RouteWatch> watch = Optional.empty();
    private Instant learnedAt = Instant.MIN;
    private boolean failing;
    private volatile Optional<Map<Slot, Set<Prefix>>> learned = Optional.empty();

    NodeSpeaker(
            NodeId node,
            Namespace namespace,
            FrrFolder folder,
            SpeakerTimers timers,
            FrrDaemons daemons,
            Clock clock,
            Routing.Listener listener) {
        this.node = node;
        this.namespace = namespace;
        this.folder = folder;
        this.timers = timers;
        this.daemons = daemons;
        this.clock = clock;
        this.listener = listener;
        this.view = new SpeakerView(clock, this::inside);
        this.pauses = new StartPauses(clock);
        this.pulse = new DaemonPulse(daemons, folder, clock);
        this.thread = new WorkerThread("speaker-" + namespace, this);
    }

    void start() {
        thread.start();
    }

    /// Makes the speaker be so; done when its daemon was told.
    CompletableFuture<Void> want(SpeakerConfig config) {
        return run(() -> {
            if (!wanted.equals(Optional.of(config))) {
                pauses.anew();
            }
            wanted = Optional.of(config);
            speak(config);
        });
    }

    /// Ends the daemons; nothing of them remains.
    CompletableFuture<Void> end() {
        return run(() -> {
            wanted = Optional.empty();
            letGo();
            daemons.end(namespace, folder);
        });
    }

    private CompletableFuture<Void> run(Runnable task) {
        var done = new CompletableFuture<Void>();
        thread.add(() -> {
            try {
                task.run();
                done.complete(null);
            } catch (RuntimeException | Error e) {
                fail(e);
                done.completeExceptionally(e);
            }
        });
        if (thread.isClosed()) {
            done.completeExceptionally(new IllegalStateException("the speaker of " + namespace + " was let go"));
        }
        return done;
    }

    /// Has a daemon that was told what is wanted.
    private SpeakerSession speak(SpeakerConfig config) {
        Set<FrrDaemon> missing = daemons.missing(folder);
        if (!missing.isEmpty()) {
            pauses.starting();
            daemons.start(namespace, folder, missing);
            view.forget();
        }
        if (missing.contains(FrrDaemon.ZEBRA)) {
            // The namespace may be another one than before.
            closeWatch();
        }
        if (watch.isEmpty()) {
            watch = Optional.of(RouteWatch.of(namespace, this::hint));
        }
        SpeakerSession open = open();
        open.configure(config, timers, open.detected(config));
        return open;
    }

    private SpeakerSession open() {
        if (session.flatMap(open -> folder.process(FrrDaemon.BGPD).filter(open::isOf))
                .isEmpty()) {
            hangUp();
            session = Optional.of(SpeakerSession.open(folder));
        }
        return session.get();
    }

    private Ipv4 inside() {
        return Links.addresses(namespace, LinkNames.VPC).stream()
                .map(InterfaceAddress::address)
                .min(Comparator.naturalOrder())
                .orElseGet(() -> wanted.orElseThrow().routerId());
    }

    private void hint() {
        if (!hinted.getAndSet(true)) {
            thread.wake();
        }
    }

    @Override
    public Duration untilNext() {
        return BETWEEN_LOOKS;
    }

    @Override
    public void look() {
        if (wanted.isEmpty()) {
            return;
        }
        if (!daemons.isThere(namespace)) {
            letGo();
            tell(view.lost(wanted.get()));
            return;
        }
        if (lookAtKernel()) {
            listener.changed(node);
        }
        pulse.feel();
        SpeakerConfig config = wanted.get();
        SpeakerView.Outcome seen = view.look(speak(config), config);
        tell(seen);
        detect(config, seen.established());
        pauses.well();
        failing = false;
        pause();
    }

    private void tell(SpeakerView.Outcome seen) {
        seen.lines().forEach(listener::said);
        if (seen.changed()) {
            listener.changed(node);
        }
    }

    private boolean lookAtKernel() {
        Instant now = clock.instant();
        if (!hinted.getAndSet(false) && now.isBefore(learnedAt.plus(LEARNED_IS_FRESH))) {
            return false;
        }
        Optional<Map<Slot, Set<Prefix>>> before = learned;
        learned = Optional.of(LearnedRoutes.behindTunnels(namespace));
        learnedAt = now;
        return !learned.equals(before);
    }

    /// Begins BFD with those with which it may begin.
    private void detect(SpeakerConfig config, Set<Ipv4> established) {
        if (timers.detection().isEmpty()) {
            return;
        }
        SpeakerSession open = open();
        Set<Ipv4> detected = new HashSet<>(open.detected(config));
        if (detected.addAll(established)) {
            open.configure(config, timers, detected);
        }
    }

    private static void pause() {
        try {
            Thread.sleep(LEAST_BETWEEN_LOOKS);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void failed(Throwable e) {
        fail(e);
        pause();
    }

    private void fail(Throwable e) {
        pauses.failed(e).ifPresent(words -> LOG.log(System.Logger.Level.WARNING, "{0}: {1}", namespace, words));
        hangUp();
        if (e instanceof VtyUnanswered) {
            daemons.kill(folder, FrrDaemon.BGPD);
        }
        wanted.ifPresent(this::lookAnyway);
        failing = true;
    }

    /// Whatever failed, what is told of sessions is what is so. A daemon that has just ended is mostly back at
    /// the next look, which then says so.
    private void lookAnyway(SpeakerConfig config) {
        try {
            tell(view.look(open(), config));
        } catch (RuntimeException e) {
            LOG.log(System.Logger.Level.DEBUG, "the daemon cannot be asked", e);
            hangUp();
            if (failing) {
                tell(view.lost(config));
            }
        }
    }

    private void hangUp() {
        session.ifPresent(open -> {
            try {
                open.close();
            } catch (VtyFailed failure) {
                LOG.log(System.Logger.Level.DEBUG, "hanging up", failure);
            }
        });
        session = Optional.empty();
    }

    private void letGo() {
        hangUp();
        closeWatch();
        learned = Optional.empty();
    }

    private void closeWatch() {
        watch.ifPresent(RouteWatch::close);
        watch = Optional.empty();
    }

    /// What is learned, if it was looked at.
    Optional<Map<Slot, Set<Prefix>>> learned() {
        return learned;
    }

    List<ObservedNeighbour> peers() {
        return view.peers();
    }

    List<RouteTable> routes() {
        return view.routes();
    }

    @Override
    public void ended() {
        letGo();
    }

    /// Lets go of the daemons, which go on.
    @Override
    public void close() {
        thread.close(() -> {});
    }
}
