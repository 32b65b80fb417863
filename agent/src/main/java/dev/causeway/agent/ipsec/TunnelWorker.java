package dev.causeway.agent.ipsec;

import dev.causeway.agent.ipsec.Daemons.Trace;
import dev.causeway.agent.ipsec.ObservedTunnel.State;
import dev.causeway.agent.ipsec.ObservedTunnel.Traffic;
import dev.causeway.agent.ipsec.vici.ViciUnanswered;
import dev.causeway.agent.process.WorkerThread;
import dev.causeway.model.InvalidInput;
import dev.causeway.model.Ipv4;
import dev.causeway.model.NodeId;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;

/// Holds one tunnel: keeps its daemon alive and loaded, keeps the tunnel up, and knows how it is doing. All of it
/// happens in one thread, so the daemon gets one command after the other.
final class TunnelWorker implements WorkerThread.Looks, AutoCloseable {

    private static final System.Logger LOG = System.getLogger(TunnelWorker.class.getName());

    /// How often to look although nothing was heard, in case an event was missed.
    private static final Duration SWEEP = Duration.ofSeconds(3);

    /// What a tunnel shall be, also in the daemon's words.
    private record Wanted(TunnelConfig tunnel, ConnectionConfig connection) {}

    private final Esp esp;
    private final Clock clock;
    private final Predicate<Ipv4> mayAnswer;
    private final Runnable onChange;
    private final Totals totals;
    private final HeldDaemon daemon;
    private final WorkerThread thread;
    private final Queue<CompletableFuture<Void>> waiting = new ConcurrentLinkedQueue<>();

    private Wanted wanted;

    /// What the daemon is known to hold: to want it once more takes no question.
    private volatile Optional<Wanted> certain = Optional.empty();

    /// How many times settings were handed over that it has yet to be told of.
    private final AtomicInteger unheard = new AtomicInteger();

    private volatile TunnelConfig tunnel;
    private volatile Observation seen;

    /// @param patience how long a daemon may owe an answer
    /// @param folder of the daemon
    /// @param mayAnswer whether the node lets in what a peer answers
    TunnelWorker(
            Daemons daemons,
            Duration patience,
            Clock clock,
            TunnelConfig tunnel,
            WorkerFolder folder,
            Predicate<Ipv4> mayAnswer,
            Runnable onChange) {
        this.esp = daemons.esp();
        this.clock = clock;
        this.tunnel = tunnel;
        this.mayAnswer = mayAnswer;
        this.onChange = onChange;
        this.totals = Totals.in(folder, clock.instant());
        this.seen = Observation.begin(clock.instant());
        this.daemon = new HeldDaemon(daemons, patience, clock, folder, totals, this::signal, this::ended);
        this.thread = new WorkerThread("tunnel-" + tunnel.slot(), this);
    }

    void start() {
        thread.start();
    }

    NodeId node() {
        return tunnel.node();
    }

    Ipv4 peer() {
        return tunnel.peer();
    }

    Trace trace() {
        return tunnel.trace();
    }

    /// Makes the daemon hold these settings.
    ///
    /// @return completed when it does; failed also when the daemon owes an answer, and will get them later
    CompletableFuture<Void> apply(TunnelConfig settings) {
        var done = new CompletableFuture<Void>();
        if (unheard.get() == 0
                && certain.filter(held -> held.tunnel.equals(settings)).isPresent()) {
            done.complete(null);
            return done;
        }
        unheard.incrementAndGet();
        waiting.removeIf(CompletableFuture::isDone);
        waiting.add(done);
        thread.add(() -> {
            try {
                tunnel = settings;
                adopt(settings);
                unheard.decrementAndGet();
                done.complete(null);
            } catch (RuntimeException | Error e) {
                failed(e);
                unheard.decrementAndGet();
                done.completeExceptionally(e);
            }
        });
        return done;
    }

    ObservedTunnel observed() {
        return seen.of(tunnel.connection(), totals.traffic().total());
    }

    List<ObservedPair> pairs() {
        return totals.pairs().shown(tunnel.connection());
    }

    /// Takes what the tunnel interface counted; nothing if the interface was not there, which needs repair unless that
    /// has happened since.
    ///
    /// @param looked when the host was asked
    void counted(Optional<Traffic> counters, Instant looked) {
        counters.ifPresent(totals.traffic()::seen);
        if (counters.isEmpty() && seen.generation() > 0) {
            thread.add(() -> {
                if (!daemon.wasHeldSince(looked)) {
                    lost("its interface is gone");
                }
            });
        }
    }

    /// Whether the tunnel carried something when the daemon was heard last, and the daemon does not answer now.
    boolean isUndecided() {
        return !seen.carried().isEmpty() && !daemon.answers();
    }

    /// Lets nobody wait for a daemon that does not answer.
    void stopWaiting() {
        if (daemon.isSilent()) {
            waiting.forEach(
                    one -> one.completeExceptionally(new ViciUnanswered("the daemon has not answered yet", null)));
        }
    }

    /// Judges a tunnel whose daemon does not answer by its packets: it stays as it was, unless packets go out and none
    /// comes in for as long as a peer may be silent.
    ///
    /// @param in packets that came out of the tunnel
    /// @param out packets that were given to its interface
    synchronized void watched(long in, long out) {
        Duration limit = Duration.ofSeconds(tunnel.ike().dpd().timeoutSeconds());
        if (isUndecided() && daemon.isOneWay(in, out, limit)) {
            show(seen.next(
                    seen.generation(),
                    State.DOWN,
                    "NO_ANSWER: the daemon does not answer, and nothing comes from the peer",
                    clock.instant()));
        }
    }

    @Override
    public Duration untilNext() {
        Instant now = clock.instant();
        Instant next = now.plus(SWEEP);
        Optional<Instant> attempt = daemon.nextAttempt(now).filter(next::isAfter);
        return Duration.between(now, attempt.orElse(next));
    }

    private void adopt(TunnelConfig settings) {
        if (wanted != null && wanted.tunnel.equals(settings) && daemon.isConnected()) {
            return;
        }
        try {
            wanted = new Wanted(settings, ConnectionConfig.of(settings, esp));
        } catch (InvalidInput e) {
            disconnect();
            wanted = null;
            show(seen.next(settings.generation(), State.FAILED, e.getMessage(), clock.instant()));
            return;
        }
        totals.pairs().want(wanted.connection());
        hold();
        look(settings.generation());
    }

    private void hold() {
        daemon.hold(wanted.tunnel, wanted.connection);
        certain = Optional.of(wanted);
    }

    /// Lets the worker look at its tunnel.
    void signal() {
        thread.wake();
    }

    @Override
    public void ended() {
        disconnect();
    }

    private void ended(CharonLink link) {
        thread.add(() -> {
            if (daemon.isConnectedBy(link)) {
                lost("the daemon ended");
            }
        });
    }

    private void lost(String what) {
        disconnect();
        if (wanted != null) {
            show(seen.next(seen.generation(), State.DOWN, "NO_DAEMON: " + what, clock.instant()));
        }
    }

    private void disconnect() {
        certain = Optional.empty();
        daemon.disconnect();
    }

    @Override
    public void look() {
        if (wanted == null) {
            return;
        }
        if (daemon.isRepairDue()) {
            hold();
        }
        if (daemon.isConnected()) {
            look(wanted.tunnel.generation());
        }
    }

    private void look(long generation) {
        CharonLink.Sight sight = daemon.look(mayAnswer.test(wanted.tunnel.peer()));
        show(seen.next(generation, sight, clock.instant()));
    }

    /// What went wrong may name a customer's addresses, and the host's files and commands, which are nothing for its
    /// tenant. As long as the daemon runs it says nothing of the tunnel.
    @Override
    public void failed(Throwable e) {
        if (thread.isClosed()) {
            return;
        }
        LOG.log(System.Logger.Level.WARNING, "tunnel {0} is not held and is tried again", trace());
        LOG.log(System.Logger.Level.DEBUG, "tunnel " + trace(), e);
        daemon.failed(e);
        if (!seen.carried().isEmpty() && daemon.isOfUse()) {
            disconnect();
        } else {
            lost("the daemon cannot be started, or does not do what it is told");
        }
    }

    /// The one place where what is known of the tunnel changes.
    private synchronized void show(Observation next) {
        Observation before = seen;
        seen = next;
        if (next.tellsMoreThan(before)) {
            LOG.log(System.Logger.Level.DEBUG, "{0}: {1} => {2}", trace(), before, next);
            onChange.run();
        }
    }

    /// Stops holding the tunnel; the daemon goes on. Returns when nothing is being done any more.
    @Override
    public void close() {
        thread.close(daemon::stopListening);
    }
}
