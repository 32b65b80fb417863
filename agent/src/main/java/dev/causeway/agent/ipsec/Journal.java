package dev.causeway.agent.ipsec;

import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// What the agent itself learns from a daemon's log, and adds to it.
final class Journal {

    /// How much of the log is searched for the cause of a failure that lies before the agent's start.
    private static final long LOOK_BACK = 1 << 16;

    private static final int LINES = 1000;

    /// So many pairs of networks are named in a line.
    private static final int PAIRS = 10;

    private static final String NO_WAY = "a router says that it knows no way to the peer's address";

    private static final Pattern ESTABLISHED = Pattern.compile("IKE_SA \\S+\\[(\\d+)\\] (established|rekeyed) between");

    private final DaemonLog log;
    private final Map<Long, Long> establishedAt = new HashMap<>();
    private final Set<Long> rekeyed = new HashSet<>();
    private final OwnLines own = new OwnLines();

    /// Where the log ended when this began to read it.
    private final long begin;

    private long read;
    private final Clues clues = new Clues();
    private List<Pair> named = List.of();

    Journal(DaemonLog log) {
        this.log = log;
        this.begin = log.end();
        this.read = Math.max(0, begin - LOOK_BACK);
    }

    /// Reads what was written meanwhile.
    ///
    /// @param up whether the tunnel is up, so that nothing keeps it from being so
    void read(boolean up, Instant now) {
        List<DaemonLog.Line> lines;
        do {
            lines = log.read(read, LINES);
            for (DaemonLog.Line line : lines) {
                if (read < begin && line.position() >= begin) {
                    own.startAnew();
                }
                clues.read(line, own.isOwn(line), now);
                noteEstablished(line);
                read = line.position();
            }
        } while (lines.size() == LINES);
        if (up) {
            clues.dropOld(now);
        }
    }

    /// The daemon tells the age of an IKE SA in whole seconds; its log tells which of two was first.
    private void noteEstablished(DaemonLog.Line line) {
        Matcher established = ESTABLISHED.matcher(line.text());
        if (established.find()) {
            long id = Long.parseLong(established.group(1));
            establishedAt.put(id, line.position());
            if (established.group(2).equals("rekeyed")) {
                rekeyed.add(id);
            } else {
                // Another daemon had one of this number before.
                rekeyed.remove(id);
            }
        }
    }

    /// Why the tunnel is not up, in the daemon's words; empty if it gave none.
    String cause() {
        return clues.reason();
    }

    /// What the log tells of that; nothing if it tells no cause.
    Optional<Finding> finding() {
        return clues.finding();
    }

    /// A router says that it knows no way to the peer.
    void noWay(Instant now) {
        if (clues.noWay("[AGT] " + NO_WAY, now)) {
            log.note(NO_WAY);
        }
    }

    /// Settings have changed, and what was found out about earlier ones may be over.
    void doubt() {
        clues.doubt();
    }

    /// The numbers of IKE SAs that took the place of another.
    Set<Long> rekeyed() {
        return Set.copyOf(rekeyed);
    }

    /// Writes a line of the agent's own.
    void note(String text) {
        log.note(text);
    }

    /// The same IKE SAs, with their order as far as it is known.
    List<IkeSa> inOrder(Collection<IkeSa> found) {
        Set<Long> ids = found.stream().map(IkeSa::id).collect(Collectors.toSet());
        establishedAt.keySet().retainAll(ids);
        rekeyed.retainAll(ids);
        return found.stream()
                .map(sa -> sa.inOrder(establishedAt.getOrDefault(sa.id(), 0L)))
                .toList();
    }

    /// Names the pairs of networks that no child SA carries, once until there are others.
    void name(List<Pair> missing) {
        if (!missing.equals(named)) {
            named = List.copyOf(missing);
            for (int i = 0; i < missing.size(); i += PAIRS) {
                List<Pair> some = missing.subList(i, Math.min(missing.size(), i + PAIRS));
                log.note("no child SA carries " + text(some));
            }
        }
    }

    /// Pairs of networks in words.
    static String text(List<Pair> pairs) {
        List<String> first = pairs.stream().limit(PAIRS).map(Pair::toString).toList();
        String more = pairs.size() > PAIRS ? " and " + (pairs.size() - PAIRS) + " more" : "";
        return String.join(", ", first) + more;
    }
}
