package dev.causeway.agent.routing;

import dev.causeway.agent.host.LinkNames;
import dev.causeway.agent.host.Links;
import dev.causeway.agent.host.Namespace;
import dev.causeway.agent.host.Slot;
import dev.causeway.agent.process.WorkerThread;
import dev.causeway.agent.routing.vty.VtyUnanswered;
import dev.causeway.model.InterfaceAddress;
import dev.causeway.model.Ipv4;
import dev.causeway.model.NodeId;
import dev.causeway.model.Prefix;
import java.time.Clock;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;

/// The speaker of one node. All of it happens in one thread.
final class NodeSpeaker implements WorkerThread.Looks, AutoCloseable {

    private static final System.Logger LOG = System.getLogger(NodeSpeaker.class.getName());

    private static final Duration BETWEEN_LOOKS = Duration.ofSeconds(1);

    /// Hints come in crowds.
    private static final Duration LEAST_BETWEEN_LOOKS = Duration.ofMillis(30);

    private final NodeId node;
    private final Namespace namespace;
    private final FrrFolder folder;
    private final FrrDaemons daemons;
    private final Routing.Listener listener;
    private final Function<NodeId, Optional<NodeSpeaker>> others;
    private final SpeakerView view;
    private final StartPauses pauses;
    private final SpeakerDialogue dialogue;
    private final DaemonPulse pulse;
    private final EndWatch ends;
    private final LearnedNetworks learned;
    private final AddressReminder reminder;
    private final WorkerThread thread;
    private Optional<SpeakerConfig> wanted = Optional.empty();
    private boolean failing;
    private volatile boolean detects = true;

    /// Where a speaker is.
    record Place(NodeId node, Namespace namespace, FrrFolder folder) {}

    /// @param others the speakers of other nodes on this host
    NodeSpeaker(
            Place place,
            SpeakerTimers timers,
            FrrDaemons daemons,
            Clock clock,
            Routing.Listener listener,
            Function<NodeId, Optional<NodeSpeaker>> others) {
        this.node = place.node();
        this.namespace = place.namespace();
        this.folder = place.folder();
        this.daemons = daemons;
        this.listener = listener;
        this.others = others;
        this.thread = new WorkerThread("speaker-" + namespace, this);
        this.view = new SpeakerView(clock, folder, this::inside);
        this.pauses = new StartPauses(clock);
        this.dialogue = new SpeakerDialogue(folder, timers, clock, this::detectsThere);
        this.pulse = new DaemonPulse(daemons, folder, clock);
        this.ends = new EndWatch(folder, thread::wake);
        this.learned = new LearnedNetworks(namespace, () -> listener.changed(node));
        this.reminder = daemons.reminder(namespace, clock);
    }

    void start() {
        learned.start();
        thread.start();
    }

    /// Makes the speaker be so; done when its daemon was told.
    CompletableFuture<Void> want(SpeakerConfig config) {
        return run(() -> {
            if (!wanted.equals(Optional.of(config))) {
                pauses.anew();
            }
            wanted = Optional.of(config);
            haveDaemons(config);
            dialogue.hold(config, dialogue.detected(config));
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

    private void haveDaemons(SpeakerConfig config) {
        learned.watch();
        Set<FrrDaemon> missing = daemons.missing(folder);
        if (!missing.contains(FrrDaemon.BFDD)) {
            // It may be there though the start that brought it failed.
            detects(config, true);
        }
        if (!missing.isEmpty()) {
            start(config, missing);
        }
        ends.watch();
    }

    private void start(SpeakerConfig config, Set<FrrDaemon> missing) {
        if (missing.contains(FrrDaemon.BFDD)) {
            stopDetecting(config, missing);
        }
        pauses.starting();
        if (missing.contains(FrrDaemon.ZEBRA)) {
            // The namespace may be another one than before.
            learned.forget();
            learned.watch();
        }
        daemons.start(namespace, folder, missing);
        dialogue.anew();
        view.forget();
        detects(config, true);
    }

    /// Nobody speaks BFD here for a moment. The other node has to know before it takes this one for dead, and
    /// the daemon that speaks has to forget whom it saw: a new bfdd begins by saying that it sees nobody.
    private void stopDetecting(SpeakerConfig config, Set<FrrDaemon> missing) {
        detects(config, false);
        if (!missing.contains(FrrDaemon.BGPD)) {
            var _ = isHeld(config, Set.of());
        }
    }

    private void detects(SpeakerConfig config, boolean now) {
        if (detects != now) {
            detects = now;
            config.sibling().flatMap(other -> others.apply(other.node())).ifPresent(other -> other.thread.wake());
        }
    }

    private boolean detectsThere(NodeId other) {
        return others.apply(other).map(there -> there.detects).orElse(true);
    }

    /// What is refused keeps nothing else from going on.
    private boolean isHeld(SpeakerConfig config, Set<Ipv4> detected) {
        try {
            dialogue.hold(config, detected);
            return true;
        } catch (LineRefused e) {
            complain(e);
            return false;
        }
    }

    private Ipv4 inside() {
        return Links.addresses(namespace, LinkNames.VPC).stream()
                .map(InterfaceAddress::address)
                .min(Comparator.naturalOrder())
                .orElseGet(() -> wanted.orElseThrow().routerId());
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
        SpeakerConfig config = wanted.get();
        if (!daemons.isThere(namespace)) {
            letGo();
            tell(view.lost(config, Map.of()));
            return;
        }
        pulse.feel();
        haveDaemons(config);
        if (isAllHeld(config)) {
            pauses.well();
        }
        failing = false;
        pause();
    }

    /// Looks, and begins BFD with those with which it may begin.
    private boolean isAllHeld(SpeakerConfig config) {
        Set<Ipv4> detected = dialogue.detected(config);
        boolean isHeld = isHeld(config, detected);
        SpeakerView.Outcome seen = view.look(dialogue.open(), config);
        tell(seen);
        reminder.seen(seen.isComplete());
        return detected.addAll(seen.established()) ? isHeld(config, detected) : isHeld;
    }

    private void tell(SpeakerView.Outcome seen) {
        seen.lines().forEach(listener::said);
        if (seen.changed()) {
            listener.changed(node);
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
        complain(e);
        if (e instanceof LineRefused) {
            return;
        }
        dialogue.hangUp();
        if (e instanceof VtyUnanswered) {
            daemons.kill(folder, FrrDaemon.BGPD);
        }
        wanted.ifPresent(this::lookAnyway);
        failing = true;
    }

    private void complain(Throwable e) {
        pauses.failed(e).ifPresent(words -> LOG.log(System.Logger.Level.WARNING, "{0}: {1}", namespace, words));
    }

    /// Whatever failed, what is told of sessions is what is so. A daemon that has just ended is mostly back at
    /// the next look, which then says so.
    private void lookAnyway(SpeakerConfig config) {
        try {
            tell(view.look(dialogue.open(), config));
        } catch (RuntimeException e) {
            LOG.log(System.Logger.Level.DEBUG, "the daemon cannot be asked", e);
            dialogue.hangUp();
            if (failing) {
                tell(view.lost(config, learned.networks().orElse(Map.of())));
            }
        }
    }

    private void letGo() {
        dialogue.hangUp();
        ends.close();
        learned.forget();
    }

    /// What is learned, if it was looked at.
    Optional<Map<Slot, Set<Prefix>>> learned() {
        return learned.networks();
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
        learned.close();
    }

    /// Lets go of the daemons, which go on.
    @Override
    public void close() {
        thread.close(() -> {});
    }
}
