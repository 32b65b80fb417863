package dev.causeway.agent.routing;

import dev.causeway.agent.host.LearnedRoutes;
import dev.causeway.agent.host.Namespace;
import dev.causeway.agent.host.RouteWatch;
import dev.causeway.agent.host.Slot;
import dev.causeway.agent.process.WorkerThread;
import dev.causeway.model.Prefix;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;

/// What a node routes into its tunnels because it was learned, as the kernel has it. It is looked at in a thread of
/// its own: traffic follows at once, however long daemons take to answer or to start.
final class LearnedNetworks implements WorkerThread.Looks, AutoCloseable {

    private static final System.Logger LOG = System.getLogger(LearnedNetworks.class.getName());

    /// Links may change without a word about the routes that go with them.
    private static final Duration FRESH = Duration.ofSeconds(5);

    /// Hints come in crowds.
    private static final Duration LEAST_BETWEEN_LOOKS = Duration.ofMillis(30);

    private final Namespace namespace;
    private final Runnable changed;
    private final WorkerThread thread;
    private final AtomicBoolean hinted = new AtomicBoolean();
    private Optional<RouteWatch> watch = Optional.empty();
    private volatile Optional<Map<Slot, Set<Prefix>>> networks = Optional.empty();

    /// @param changed called on the thread of this
    LearnedNetworks(Namespace namespace, Runnable changed) {
        this.namespace = namespace;
        this.changed = changed;
        this.thread = new WorkerThread("learned-" + namespace, this);
    }

    void start() {
        thread.start();
    }

    /// Looks from now on, whenever anything changes.
    synchronized void watch() {
        if (watch.isEmpty()) {
            watch = Optional.of(RouteWatch.of(namespace, this::hint));
            hint();
        }
    }

    private void hint() {
        if (!hinted.getAndSet(true)) {
            thread.wake();
        }
    }

    /// Looks at nothing until the next [#watch], which may find another namespace of that name.
    synchronized void forget() {
        watch.ifPresent(RouteWatch::close);
        watch = Optional.empty();
        networks = Optional.empty();
    }

    @Override
    public Duration untilNext() {
        return FRESH;
    }

    @Override
    public void look() {
        hinted.set(false);
        if (isAnother()) {
            changed.run();
        }
        pause();
    }

    private synchronized boolean isAnother() {
        if (watch.isEmpty()) {
            return false;
        }
        Optional<Map<Slot, Set<Prefix>>> before = networks;
        networks = Optional.of(LearnedRoutes.behindTunnels(namespace));
        return !networks.equals(before);
    }

    private static void pause() {
        try {
            Thread.sleep(LEAST_BETWEEN_LOOKS);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    /// The namespace may just have vanished.
    @Override
    public void failed(Throwable e) {
        LOG.log(System.Logger.Level.DEBUG, "looking at what " + namespace + " has learned", e);
        pause();
    }

    /// What was seen last, if anything was.
    Optional<Map<Slot, Set<Prefix>>> networks() {
        return networks;
    }

    @Override
    public void ended() {
        forget();
    }

    @Override
    public void close() {
        thread.close(() -> {});
    }
}
