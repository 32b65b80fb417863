package dev.causeway.agent.ipsec;

import dev.causeway.agent.ipsec.Daemons.Daemon;
import dev.causeway.agent.ipsec.vici.ViciFailed;
import dev.causeway.agent.ipsec.vici.ViciUnanswered;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Consumer;

/// The daemon of one tunnel, as its worker holds it: made where it is missing, replaced where it is of no use, and
/// spoken to. Used by one thread, but for what says otherwise.
final class HeldDaemon {

    private static final System.Logger LOG = System.getLogger(HeldDaemon.class.getName());

    /// A daemon that ends earlier than this was not healthy; the next one is started after a pause.
    private static final Duration PROVEN = Duration.ofSeconds(10);

    private static final String REPAIR = "repair";

    private final Daemons daemons;
    private final Duration patience;
    private final Clock clock;
    private final WorkerFolder folder;
    private final Totals totals;
    private final Runnable onEvent;
    private final Consumer<CharonLink> onEnd;
    private final Attempts repairs = new Attempts(ThreadLocalRandom.current());
    private final Hearing hearing = new Hearing();

    private volatile Optional<CharonLink> link = Optional.empty();
    private Optional<Daemon> daemon = Optional.empty();
    private Instant opened = Instant.MIN;

    /// When daemon and interface were last made sure of.
    private Instant held = Instant.MIN;

    /// @param patience how long the daemon may owe an answer
    /// @param onEvent called whenever something happens in the daemon
    /// @param onEnd called when a daemon ends
    HeldDaemon(
            Daemons daemons,
            Duration patience,
            Clock clock,
            WorkerFolder folder,
            Totals totals,
            Runnable onEvent,
            Consumer<CharonLink> onEnd) {
        this.daemons = daemons;
        this.patience = patience;
        this.clock = clock;
        this.folder = folder;
        this.totals = totals;
        this.onEvent = onEvent;
        this.onEnd = onEnd;
    }

    /// Makes daemon and interface be there and hold what is wanted.
    void hold(TunnelConfig tunnel, ConnectionConfig config) {
        repairs.started(REPAIR, clock.instant());
        if (hearing.isOverdue()) {
            LOG.log(System.Logger.Level.WARNING, "the daemon of {0} does not answer: replacing it", tunnel.trace());
            daemons.end(tunnel.trace());
            hearing.heard();
        }
        connect(daemons.open(tunnel));
        link.orElseThrow().load(config, tunnel);
        daemons.admit(tunnel);
        held = clock.instant();
    }

    private void connect(Daemon running) {
        totals.of(running.process());
        if (!daemon.equals(Optional.of(running))) {
            disconnect();
            daemon = Optional.of(running);
        }
        if (link.isEmpty()) {
            link = Optional.of(
                    CharonLink.open(running, daemons.esp(), totals.pairs(), patience, clock, onEvent, onEnd));
            opened = clock.instant();
        }
    }

    /// Looks at the tunnel. The daemon holds what is wanted.
    ///
    /// @param mayBegin whether the peer's answers would arrive
    CharonLink.Sight look(boolean mayBegin) {
        CharonLink.Sight sight = link.orElseThrow().look(mayBegin);
        hearing.heard();
        return sight;
    }

    void disconnect() {
        link.ifPresent(CharonLink::close);
        link = Optional.empty();
    }

    boolean isConnected() {
        return link.isPresent();
    }

    boolean isConnectedBy(CharonLink some) {
        return link.equals(Optional.of(some));
    }

    boolean wasHeldSince(Instant moment) {
        return !held.isBefore(moment);
    }

    /// Whether it is time to hold it again after it could not be. One that has been there for a while is a success.
    boolean isRepairDue() {
        if (link.isPresent() && opened.plus(PROVEN).isBefore(clock.instant())) {
            repairs.succeeded(REPAIR);
        }
        return link.isEmpty() && repairs.isDue(REPAIR, clock.instant());
    }

    /// When there is something to do although nothing happens.
    Optional<Instant> nextAttempt(Instant now) {
        return link.isPresent() ? link.get().nextAttempt(now) : repairs.nextAfter(now);
    }

    /// The daemon could not be asked, or not be held.
    void failed(Throwable e) {
        if (e instanceof ViciFailed) {
            hearing.failed(link.isPresent() && e instanceof ViciUnanswered, now());
        }
    }

    /// Whether it runs, and there is hope that it will answer.
    boolean isOfUse() {
        return !hearing.isOverdue()
                && daemon.isPresent()
                && folder.daemon()
                        .filter(process -> process.pid() == daemon.get().process())
                        .isPresent();
    }

    /// Whether it owes an answer for longer than usual. May be asked from any thread, as the following.
    boolean isSilent() {
        return link.filter(CharonLink::isSilent).isPresent();
    }

    /// Whether it can be asked now.
    boolean answers() {
        return link.isPresent() && !isSilent();
    }

    /// Whoever waits for an answer of a silent daemon is told that none will come.
    void stopListening() {
        link.filter(CharonLink::isSilent).ifPresent(CharonLink::close);
    }

    /// Whether packets have gone into the tunnel for `limit` and none came out.
    ///
    /// @param in packets that came out of the tunnel
    /// @param out packets that were given to its interface
    boolean isOneWay(long in, long out, Duration limit) {
        return hearing.isOneWay(in, out, limit, now());
    }

    private static Duration now() {
        return Duration.ofNanos(System.nanoTime());
    }
}
