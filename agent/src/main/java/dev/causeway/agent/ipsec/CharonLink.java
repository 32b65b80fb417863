package dev.causeway.agent.ipsec;

import dev.causeway.agent.ipsec.Daemons.Daemon;
import dev.causeway.agent.ipsec.Upkeep.Action;
import dev.causeway.agent.ipsec.vici.ViciFailed;
import dev.causeway.agent.ipsec.vici.ViciUnanswered;
import dev.causeway.model.DiagnosisCode;
import dev.causeway.model.IkeVersion;
import dev.causeway.model.Prefix;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// The bond with one running daemon: what it was told, what is known of it, what was tried.
final class CharonLink implements AutoCloseable {

    private static final System.Logger LOG = System.getLogger(CharonLink.class.getName());

    /// Both ends of IKEv1 replace an IKE SA by a second one and end the old one ten seconds later.
    private static final long GRACE_V1_SECONDS = 15;

    private static final long GRACE_V2_SECONDS = 3;

    private static final String SHORT_LIVED =
            "three IKE SAs in a row ended within 60 seconds each; the next one has to last for so long";

    /// How much longer the wait is for each pair of networks that is missing.
    private static final Duration PAUSE = Duration.ofMillis(500);

    private static final Duration USUAL = Duration.ofSeconds(3);

    /// What was seen of the tunnel.
    ///
    /// @param reason why it is not up
    /// @param finding what the daemon's log tells of that
    /// @param carried the customer's networks that are reached
    record Sight(boolean up, String reason, Optional<Finding> finding, Set<Prefix> carried) {}

    private final Daemon daemon;
    private final Esp esp;
    private final PairTotals totals;
    private final Charon charon;
    private final Clock clock;
    private final DaemonLog log;
    private final Journal journal;
    private final Returned returned;
    private final ListedSas listed = new ListedSas();
    private final Attempts attempts = new Attempts(ThreadLocalRandom.current());

    private ConnectionConfig config;
    private TunnelConfig tunnel;
    private Carried carried = Carried.NOTHING;

    private Bridge bridge = new Bridge();
    private Lifespans lifespans = new Lifespans();

    /// What the IKE SA that is being made begins with.
    private Optional<String> opening = Optional.empty();

    private boolean wasUp;
    private Optional<Instant> confirmation = Optional.empty();

    private CharonLink(Daemon daemon, Esp esp, PairTotals totals, Charon charon, Clock clock) {
        this.daemon = daemon;
        this.esp = esp;
        this.totals = totals;
        this.charon = charon;
        this.clock = clock;
        this.log = daemon.folder().log();
        this.journal = new Journal(log);
        this.returned = Returned.to(daemon.process());
    }

    /// Connects to a daemon.
    ///
    /// @param totals of what its child SAs carry
    /// @param patience how long an answer may take
    /// @param onEvent called whenever something happens in the daemon
    /// @param onEnd called once, when the daemon ends
    static CharonLink open(
            Daemon daemon,
            Esp esp,
            PairTotals totals,
            Duration patience,
            Clock clock,
            Runnable onEvent,
            Consumer<CharonLink> onEnd) {
        CharonLink link = new CharonLink(
                daemon, esp, totals, Charon.connect(daemon.folder().socket(), patience), clock);
        Thread.ofVirtual().start(() -> {
            try {
                while (true) {
                    link.charon.awaitEvent();
                    onEvent.run();
                }
            } catch (ViciFailed _) {
                onEnd.accept(link);
            }
        });
        return link;
    }

    /// Makes the daemon hold settings. If they are new to it, what failed before is tried again at once; if not, it is
    /// left in peace.
    void load(ConnectionConfig wanted, TunnelConfig settings) {
        boolean known = wanted.equals(config) && settings.equals(tunnel);
        config = wanted;
        tunnel = settings;
        writeSettings();
        if (known && charon.connections().equals(List.of(wanted.name()))) {
            return;
        }
        charon.load(config, tunnel.credential());
        attempts.reset();
        journal.doubt();
        opening = Optional.empty();
        bridge = new Bridge();
        lifespans = new Lifespans();
    }

    private void writeSettings() {
        if (daemon.folder().configure(esp, tunnel.ike(), clock)) {
            charon.reloadSettings();
        }
    }

    /// Looks at the security associations and does what is necessary.
    ///
    /// @param mayBegin whether the peer's answers would arrive
    Sight look(boolean mayBegin) {
        Instant now = clock.instant();
        List<IkeSa> found = listed.take(charon::associations, this::stands);
        carried = carried.next(config, tunnel.ike().version(), found);
        totals.seen(found, carried.isComplete(), now);
        noteChange(carried.isComplete(), now);
        journal.read(carried.isComplete(), now);
        if (returned.hasGrown() && !carried.isComplete()) {
            journal.noWay(now);
        }
        List<IkeSa> established = found.stream().filter(this::stands).toList();
        noteLifespans(established);
        if (tunnel.credential().shortcoming().isEmpty()) {
            act(found, mayBegin, now);
        }
        if (log.isFull()) {
            writeSettings();
            log.forgetOld();
        }
        if (bridge.isUp(carried.isComplete(), !established.isEmpty(), monotonic()) && !lifespans.areShort()) {
            Set<Prefix> all = config.pairs().stream().map(Pair::remote).collect(Collectors.toSet());
            return new Sight(true, "", Optional.empty(), all);
        }
        return new Sight(false, reason(), finding(), carried.destinations());
    }

    private boolean stands(IkeSa sa) {
        return sa.isLive() && config.isOurs(sa);
    }

    private static Duration monotonic() {
        return Duration.ofNanos(System.nanoTime());
    }

    private void noteLifespans(List<IkeSa> established) {
        boolean before = lifespans.areShort();
        lifespans.seen(established, journal.rekeyed(), monotonic());
        if (lifespans.areShort() && !before) {
            journal.note(SHORT_LIVED);
        }
    }

    private void noteChange(boolean up, Instant now) {
        if (wasUp && !up) {
            attempts.pause(Upkeep.IKE, now);
        }
        wasUp = up;
        confirmation = carried.unconfirmed() ? Optional.of(now.plus(Duration.ofSeconds(1))) : Optional.empty();
    }

    private void act(List<IkeSa> found, boolean mayBegin, Instant now) {
        long grace = tunnel.ike().version() == IkeVersion.V1 ? GRACE_V1_SECONDS : GRACE_V2_SECONDS;
        Upkeep upkeep = new Upkeep(config, journal.inOrder(found), grace);
        noteOutcomes(upkeep, now);
        for (Action action : upkeep.actions(attempts, now)) {
            if (action instanceof Action.Initiate(String child)) {
                if (!mayBegin) {
                    continue;
                }
                begun(child, !upkeep.current().isEmpty(), now);
            }
            LOG.log(System.Logger.Level.DEBUG, "{0}: {1}", config.name(), action);
            if (action instanceof Action.EndIke(long id)) {
                lifespans.forget(id);
            }
            try {
                charon.act(config.name(), action);
            } catch (ViciUnanswered e) {
                throw e;
            } catch (ViciFailed e) {
                // It may have ended by itself meanwhile; the next look tells.
                LOG.log(System.Logger.Level.DEBUG, "{0}: {1}: {2}", config.name(), action, e.getMessage());
            }
        }
        boolean tried = upkeep.room() == 0 || isTried(carried.missing());
        if (!upkeep.current().isEmpty() && !upkeep.isUnderWay() && tried) {
            journal.name(carried.missing());
        }
    }

    private void begun(String child, boolean connected, Instant now) {
        if (connected) {
            // A device that refuses many is not asked for them all the time.
            Duration all = PAUSE.multipliedBy(carried.missing().size());
            attempts.started(child, all.compareTo(Attempts.LONGEST_WAIT) > 0 ? all : Attempts.LONGEST_WAIT, now);
        } else {
            attempts.started(Upkeep.IKE, now);
        }
        opening = connected ? Optional.empty() : Optional.of(child);
    }

    /// What is up with old settings only is no success of an attempt with the new ones.
    private void noteOutcomes(Upkeep upkeep, Instant now) {
        boolean connected = !upkeep.current().isEmpty();
        Set<String> achieved = upkeep.achieved();
        if (connected) {
            attempts.succeeded(Upkeep.IKE);
        }
        boolean ended = connected || journal.cause().startsWith("TS_UNACCEPTABLE");
        if (opening.isPresent() && ended && !upkeep.isUnderWay()) {
            attempts.started(opening.get(), now);
            opening = Optional.empty();
        }
        achieved.forEach(attempts::succeeded);
    }

    /// Whether child SAs for these pairs were asked for, or will never be.
    private boolean isTried(List<Pair> missing) {
        Set<Pair> open = Set.copyOf(missing);
        return config.rules().stream()
                .allMatch(rule -> IntStream.range(0, rule.singles().size())
                        .filter(i -> open.contains(rule.pairs().get(i)))
                        .allMatch(i -> attempts.failures(rule.singles().get(i).name()) > 0));
    }

    private String reason() {
        Optional<String> shortcoming = tunnel.credential().shortcoming();
        if (shortcoming.isPresent()) {
            return shortcoming.get();
        }
        if (isUnstable()) {
            return "SHORT_LIVED: " + SHORT_LIVED;
        }
        if (carried.pairs().isEmpty()) {
            return journal.cause().isEmpty() ? "NEGOTIATING" : journal.cause();
        }
        int missing = carried.missing().size();
        return carried.parts() + missing > ConnectionConfig.MOST_SINGLES
                ? "TOO_MANY_PAIRS: beside %d child SAs the peer wants one for each of %d pairs of networks, and %d is the most"
                        .formatted(carried.parts(), missing, ConnectionConfig.MOST_SINGLES)
                : "PARTLY_CARRIED: no child SA carries " + Journal.text(carried.missing());
    }

    /// Also while the next IKE SA is being made, unless that fails for another reason than the ones before.
    private boolean isUnstable() {
        return lifespans.areShort() && (carried.isComplete() || isOnlyEnded());
    }

    private boolean isOnlyEnded() {
        return carried.pairs().isEmpty()
                && journal.finding()
                        .filter(found -> found.code() != DiagnosisCode.DELETED_BY_PEER)
                        .isEmpty();
    }

    /// Only what keeps everything from being carried is told by the log.
    private Optional<Finding> finding() {
        boolean isBegun = tunnel.credential().shortcoming().isEmpty();
        return isBegun && !isUnstable() && carried.pairs().isEmpty()
                ? journal.finding().map(found -> found.besides(tunnel, config))
                : Optional.empty();
    }

    /// When there is something to do although nothing happens.
    Optional<Instant> nextAttempt(Instant now) {
        Optional<Instant> attempt = attempts.nextAfter(now);
        Optional<Instant> bridged = bridge.left(monotonic()).map(now::plus);
        return Stream.of(attempt, confirmation, bridged)
                .flatMap(Optional::stream)
                .min(Instant::compareTo);
    }

    /// Whether the daemon has owed an answer for longer than it usually takes. May be asked from any thread.
    boolean isSilent() {
        return charon.waited().compareTo(USUAL) > 0;
    }

    @Override
    public void close() {
        charon.close();
    }
}
