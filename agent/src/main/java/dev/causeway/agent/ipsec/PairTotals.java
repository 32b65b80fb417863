package dev.causeway.agent.ipsec;

import dev.causeway.agent.ipsec.IkeSa.ChildSa;
import dev.causeway.agent.ipsec.ObservedTunnel.Traffic;
import dev.causeway.model.ConnectionId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/// The traffic of a tunnel by pairs of traffic selectors, over all child SAs that ever had them. A child SA counts from
/// zero, and goes with its daemon. One that has several pairs counts them together: that stands at the first of them.
final class PairTotals {

    /// How many pairs are shown of a tunnel at most. No more are negotiated, though more may be wanted.
    static final int MOST = ConnectionConfig.MOST_SINGLES;

    /// Counters that stay as they are are said to have been read anew no more often than this.
    private static final Duration FRESH = Duration.ofMinutes(1);

    /// They are written no more often than this: the peer says how often they change.
    private static final Duration BETWEEN_WRITES = Duration.ofSeconds(5);

    private record Total(Traffic traffic, Instant counted) {}

    private final CounterFile written;
    private final Map<SelectorPair, Total> totals = new LinkedHashMap<>();

    /// What each child SA of the daemon had counted when it was last seen.
    private final Map<Long, Traffic> last = new HashMap<>();

    private long process;
    private Set<SelectorPair> present = Set.of();
    private Optional<ConnectionConfig> wanted = Optional.empty();

    /// What is wanted and was not negotiated.
    private Set<SelectorPair> missing = Set.of();

    private Instant looked;
    private boolean unwritten;
    private Instant tried = Instant.MIN;

    /// Continues where an earlier process stopped.
    PairTotals(Path file, Instant now) {
        this.written = new CounterFile(file);
        this.looked = now;
        try {
            for (String line : Files.readAllLines(file)) {
                read(line.split(" ", -1));
            }
        } catch (IOException | NumberFormatException | IndexOutOfBoundsException _) {
            totals.clear();
            last.clear();
            process = 0;
        }
    }

    private void read(String[] words) {
        switch (words.length) {
            case 1 -> process = Long.parseLong(words[0]);
            case 5 -> last.put(Long.valueOf(words[0]), traffic(words, 1));
            default -> totals.put(new SelectorPair(words[0], words[1]), new Total(traffic(words, 2), looked));
        }
    }

    private static Traffic traffic(String[] words, int first) {
        long[] numbers =
                Arrays.stream(words).skip(first).mapToLong(Long::parseLong).toArray();
        return new Traffic(numbers[0], numbers[1], numbers[2], numbers[3]);
    }

    /// Tells what shall be negotiated from now on. What was negotiated before, is gone and is not wanted any more is
    /// left out.
    void want(ConnectionConfig config) {
        takeWanted(config);
        save(true);
    }

    private synchronized void takeWanted(ConnectionConfig config) {
        Optional<ConnectionConfig> before = wanted;
        wanted = Optional.of(config);
        if (before.filter(one -> !one.pairs().equals(config.pairs())).isPresent()) {
            Set<SelectorPair> kept = new HashSet<>(present);
            SelectorPair.asked(config).forEach(kept::add);
            config.pairs().forEach(pair -> kept.add(SelectorPair.of(pair)));
            unwritten |= totals.keySet().retainAll(kept);
        }
        missing = missing(config);
    }

    /// Tells whose child SAs are counted from now on.
    void of(long daemon) {
        takeProcess(daemon);
        save(true);
    }

    private synchronized void takeProcess(long daemon) {
        if (daemon != process) {
            last.clear();
            process = daemon;
            unwritten = true;
        }
    }

    /// Takes what the daemon's child SAs have counted.
    ///
    /// @param isComplete whether they carry all that is wanted: whatever else was negotiated before is past then
    void seen(List<IkeSa> found, boolean isComplete, Instant now) {
        takeSeen(found, isComplete, now);
        save(false);
    }

    private synchronized void takeSeen(List<IkeSa> found, boolean isComplete, Instant now) {
        List<ChildSa> children = found.stream()
                .flatMap(sa -> sa.children().stream())
                .filter(child -> child.isLive() || child.isReplaced())
                .toList();
        looked = now;
        boolean others = isOther(children, isComplete);
        boolean more =
                last.keySet().retainAll(children.stream().map(ChildSa::id).collect(Collectors.toSet()));
        for (ChildSa child : children) {
            more |= count(child);
        }
        totals.replaceAll((_, total) -> isOld(total) ? new Total(total.traffic(), now) : total);
        if (others) {
            missing = wanted.map(this::missing).orElse(Set.of());
        }
        unwritten |= others || more;
    }

    private boolean isOther(List<ChildSa> children, boolean isComplete) {
        Set<SelectorPair> now = new LinkedHashSet<>();
        children.stream()
                .flatMap(child -> SelectorPair.of(child.selectors()).stream())
                .distinct()
                .limit(MOST)
                .forEach(now::add);
        present = now;
        boolean isMore = false;
        for (SelectorPair ends : now) {
            isMore |= totals.putIfAbsent(ends, new Total(Traffic.NONE, looked)) == null;
        }
        if (isComplete) {
            isMore |= totals.keySet().retainAll(now);
        }
        dropEldest();
        return isMore;
    }

    /// What a peer names anew all the time takes the place of what it named before.
    private void dropEldest() {
        Iterator<SelectorPair> eldest = totals.keySet().iterator();
        while (totals.size() > MOST && eldest.hasNext()) {
            if (!present.contains(eldest.next())) {
                eldest.remove();
            }
        }
    }

    private boolean count(ChildSa child) {
        Traffic before = last.getOrDefault(child.id(), Traffic.NONE);
        Traffic added = child.traffic().since(before);
        if (added.equals(Traffic.NONE)) {
            return false;
        }
        last.put(child.id(), child.traffic());
        totals.computeIfPresent(
                SelectorPair.of(child.selectors()).getFirst(),
                (_, total) -> new Total(total.traffic().plus(added), looked));
        return true;
    }

    private boolean isOld(Total total) {
        return !total.counted().plus(FRESH).isAfter(looked);
    }

    /// What of the networks no pair holds that was negotiated. Before any was, nothing is missing in that others do not
    /// know: it is what is wanted.
    private Set<SelectorPair> missing(ConnectionConfig config) {
        if (totals.isEmpty()) {
            return Set.of();
        }
        Coverage held = Coverage.of(
                totals.keySet().stream().map(SelectorPair::selectors).toList());
        return config.pairs().stream()
                .filter(pair -> !held.carries(pair))
                .map(SelectorPair::of)
                .limit(MOST)
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }

    /// Each pair that was negotiated, and what is missing beside them.
    synchronized List<ObservedPair> shown(ConnectionId connection) {
        Stream<ObservedPair> counted =
                totals.entrySet().stream().map(entry -> shown(connection, entry.getKey(), entry.getValue()));
        var nothing = new Total(Traffic.NONE, looked.truncatedTo(ChronoUnit.MINUTES));
        return Stream.concat(counted, missing.stream().map(ends -> shown(connection, ends, nothing)))
                .limit(MOST)
                .toList();
    }

    private static ObservedPair shown(ConnectionId connection, SelectorPair ends, Total total) {
        return new ObservedPair(connection, ends.local(), ends.remote(), total.traffic(), total.counted());
    }

    /// Those who ask what is shown do not wait for the disk.
    private void save(boolean atOnce) {
        synchronized (written) {
            toWrite(atOnce).filter(text -> !written.write(text)).ifPresent(_ -> writeAgain());
        }
    }

    private synchronized Optional<String> toWrite(boolean atOnce) {
        boolean clockWasSetBack = looked.isBefore(tried);
        boolean due = atOnce || clockWasSetBack || !looked.isBefore(tried.plus(BETWEEN_WRITES));
        if (!unwritten || !due) {
            return Optional.empty();
        }
        unwritten = false;
        tried = looked;
        return Optional.of(text());
    }

    private synchronized void writeAgain() {
        unwritten = true;
    }

    private String text() {
        Stream<String> pairs = totals.entrySet().stream()
                .map(entry -> entry.getKey().local() + " " + entry.getKey().remote() + " "
                        + text(entry.getValue().traffic()));
        Stream<String> children = last.entrySet().stream().map(entry -> entry.getKey() + " " + text(entry.getValue()));
        return Stream.of(Stream.of(Long.toString(process)), pairs, children)
                .flatMap(lines -> lines)
                .collect(Collectors.joining("\n", "", "\n"));
    }

    private static String text(Traffic traffic) {
        return LongStream.of(traffic.packetsIn(), traffic.packetsOut(), traffic.bytesIn(), traffic.bytesOut())
                .mapToObj(Long::toString)
                .collect(Collectors.joining(" "));
    }
}
