package dev.causeway.agent.routing;

import dev.causeway.agent.host.LearnedRoutes;
import dev.causeway.agent.host.Namespace;
import dev.causeway.agent.host.RouteWatch;
import dev.causeway.agent.host.Slot;
import dev.causeway.model.Prefix;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;

/// What a node routes into its tunnels because it was learned, as the kernel has it.
final class LearnedNetworks implements AutoCloseable {

    /// Links may change without a word about the routes that go with them.
    private static final Duration FRESH = Duration.ofSeconds(5);

    private final Namespace namespace;
    private final Clock clock;
    private final Runnable worthALook;
    private final AtomicBoolean hinted = new AtomicBoolean(true);
    private Optional<RouteWatch> watch = Optional.empty();
    private Instant lookedAt = Instant.MIN;
    private volatile Optional<Map<Slot, Set<Prefix>>> networks = Optional.empty();

    /// @param worthALook called on any thread
    LearnedNetworks(Namespace namespace, Clock clock, Runnable worthALook) {
        this.namespace = namespace;
        this.clock = clock;
        this.worthALook = worthALook;
    }

    /// Hears of changes from now on.
    void watch() {
        if (watch.isEmpty()) {
            watch = Optional.of(RouteWatch.of(namespace, this::hint));
        }
    }

    /// Hears of none any more, so that the next watch is one of the namespace that is there then.
    void unwatch() {
        watch.ifPresent(RouteWatch::close);
        watch = Optional.empty();
    }

    private void hint() {
        if (!hinted.getAndSet(true)) {
            worthALook.run();
        }
    }

    /// Asks the kernel if that is worth it.
    ///
    /// @return whether anything is another than before
    boolean look() {
        Instant now = clock.instant();
        if (!hinted.getAndSet(false) && now.isBefore(lookedAt.plus(FRESH))) {
            return false;
        }
        Optional<Map<Slot, Set<Prefix>>> before = networks;
        networks = Optional.of(LearnedRoutes.behindTunnels(namespace));
        lookedAt = now;
        return !networks.equals(before);
    }

    /// What was seen last, if anything was.
    Optional<Map<Slot, Set<Prefix>>> networks() {
        return networks;
    }

    @Override
    public void close() {
        unwatch();
        networks = Optional.empty();
    }
}
