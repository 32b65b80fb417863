package dev.causeway.agent.ipsec;

import dev.causeway.agent.ipsec.EspBackend.Daemon;
import dev.causeway.agent.ipsec.Upkeep.Action;
import dev.causeway.agent.ipsec.vici.ViciFailed;
import dev.causeway.model.IkeVersion;
import dev.causeway.model.document.Tunnel;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The bond with one running daemon: what it was told, what is known of it, what was tried.
final class CharonLink implements AutoCloseable {

    private static final System.Logger LOG = System.getLogger(CharonLink.class.getName());

    /// Both ends of IKEv1 replace an IKE SA by a second one and end the old one ten seconds later.
    private static final long GRACE_V1_SECONDS = 15;

    private static final long GRACE_V2_SECONDS = 3;

    /// How much of the log is searched for the cause of a failure that lies before the agent's start.
    private static final long LOOK_BACK = 1 << 16;

    private static final int LINES = 1000;

    private static final Duration USUAL = Duration.ofSeconds(3);

    private static final Duration FRESH = Duration.ofSeconds(5);

    private static final Pattern ESTABLISHED = Pattern.compile("IKE_SA \\S+\\[(\\d+)\\] (established|rekeyed) between");

    /// What was seen of the tunnel.
    ///
    /// @param reason why it is not up
    record Sight(boolean up, String reason) {}

    private final Daemon daemon;
    private final Charon charon;
    private final Clock clock;
    private final DaemonLog log;
    private final Attempts attempts = new Attempts(ThreadLocalRandom.current());

    private ConnectionConfig config;
    private Tunnel tunnel;
    private final Map<Long, Long> establishedAt = new HashMap<>();
    private long logRead;
    private String cause = "";
    private Instant causeAt = Instant.MIN;
    private boolean wasUp;
    private Optional<Instant> confirmation = Optional.empty();

    private CharonLink(Daemon daemon, Charon charon, Clock clock) {
        this.daemon = daemon;
        this.charon = charon;
        this.clock = clock;
        this.log = daemon.folder().log();
        this.logRead = Math.max(0, log.end() - LOOK_BACK);
    }

    /// Connects to a daemon.
    ///
    /// @param onEvent called whenever something happens in the daemon
    /// @param onEnd called once, when the daemon ends
    static CharonLink open(Daemon daemon, Clock clock, Runnable onEvent, Consumer<CharonLink> onEnd) {
        CharonLink link = new CharonLink(daemon, Charon.connect(daemon.folder().socket()), clock);
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
    void load(ConnectionConfig wanted, Tunnel settings) {
        boolean known = wanted.equals(config) && settings.equals(tunnel);
        config = wanted;
        tunnel = settings;
        writeSettings();
        if (known && charon.connections().equals(List.of(wanted.name()))) {
            return;
        }
        charon.load(config, tunnel.psk());
        attempts.reset();
    }

    private void writeSettings() {
        if (daemon.folder().configure(tunnel.ike(), clock)) {
            charon.reloadSettings();
        }
    }

    /// Looks at the security associations and does what is necessary.
    Sight look() {
        Instant now = clock.instant();
        List<IkeSa> found = charon.associations();
        boolean up = Observation.isUp(config, tunnel.ike().version(), found);
        noteChange(up, found, now);
        readLog(up);
        if (tunnel.psk().isPresent()) {
            act(found, now);
        }
        if (log.isFull()) {
            writeSettings();
            log.forgetOld();
        }
        return new Sight(up, up ? "" : reason());
    }

    private void noteChange(boolean up, List<IkeSa> found, Instant now) {
        if (wasUp && !up) {
            attempts.pause(Upkeep.IKE, now);
        }
        wasUp = up;
        boolean unconfirmed =
                !up && found.stream().anyMatch(sa -> !sa.liveChildren().isEmpty());
        confirmation = unconfirmed ? Optional.of(now.plus(Duration.ofSeconds(1))) : Optional.empty();
    }

    private void act(List<IkeSa> found, Instant now) {
        long grace = tunnel.ike().version() == IkeVersion.V1 ? GRACE_V1_SECONDS : GRACE_V2_SECONDS;
        establishedAt.keySet().retainAll(found.stream().map(IkeSa::id).toList());
        List<IkeSa> ordered = found.stream()
                .map(sa -> sa.inOrder(establishedAt.getOrDefault(sa.id(), 0L)))
                .toList();
        Upkeep upkeep = new Upkeep(config, ordered, grace);
        if (!upkeep.current().isEmpty()) {
            // What is up with old settings only is no success of an attempt with the new ones.
            attempts.succeeded(Upkeep.IKE);
        }
        List<String> missing = upkeep.missing().stream()
                .map(ConnectionConfig.ChildConfig::name)
                .toList();
        config.children().stream()
                .map(ConnectionConfig.ChildConfig::name)
                .filter(child -> !missing.contains(child))
                .forEach(attempts::succeeded);
        for (Action action : upkeep.actions(attempts, now)) {
            LOG.log(System.Logger.Level.DEBUG, "{0}: {1}", config.name(), action);
            if (action instanceof Action.Initiate(String child)) {
                attempts.started(upkeep.current().isEmpty() ? Upkeep.IKE : child, now);
            }
            try {
                charon.act(config.name(), action);
            } catch (ViciFailed e) {
                // It may have ended by itself meanwhile; the next look tells.
                LOG.log(System.Logger.Level.DEBUG, "{0}: {1}: {2}", config.name(), action, e.getMessage());
            }
        }
    }

    private void readLog(boolean up) {
        List<DaemonLog.Line> lines;
        do {
            lines = log.read(logRead, LINES);
            for (DaemonLog.Line line : lines) {
                noteCause(line);
                noteEstablished(line);
                logRead = line.position();
            }
        } while (lines.size() == LINES);
        // The daemon writes why it gives up before it does, so a fresh cause may be that of the end to come.
        if (up && causeAt.isBefore(clock.instant().minus(FRESH))) {
            cause = "";
        }
    }

    private void noteCause(DaemonLog.Line line) {
        Cause.in(line.text()).ifPresent(found -> {
            cause = found;
            causeAt = clock.instant();
        });
    }

    /// The daemon tells the age of an IKE SA in whole seconds; its log tells which of two was first.
    private void noteEstablished(DaemonLog.Line line) {
        Matcher established = ESTABLISHED.matcher(line.text());
        if (established.find()) {
            establishedAt.put(Long.parseLong(established.group(1)), line.position());
        }
    }

    private String reason() {
        if (tunnel.psk().isEmpty()) {
            return "NO_PRE_SHARED_KEY: no pre-shared key is set";
        }
        return cause.isEmpty() ? "NEGOTIATING" : cause;
    }

    /// When there is something to do although nothing happens.
    Optional<Instant> nextAttempt(Instant now) {
        Optional<Instant> attempt = attempts.nextAfter(now);
        return confirmation.isPresent()
                        && (attempt.isEmpty() || confirmation.get().isBefore(attempt.get()))
                ? confirmation
                : attempt;
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
