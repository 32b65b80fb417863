package dev.causeway.agent.node;

import static java.util.stream.Collectors.toMap;

import dev.causeway.agent.probe.MinuteBlocks;
import dev.causeway.agent.process.SteadyClock;
import dev.causeway.model.ConnectionId;
import dev.causeway.model.NodeId;
import dev.causeway.model.document.TrafficBlock;
import dev.causeway.model.document.TunnelReport;
import dev.causeway.model.document.TunnelReport.Counters;
import dev.causeway.model.document.TunnelReport.State;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.ToLongFunction;
import java.util.stream.Stream;

/// Looks every few seconds at how tunnels are and what they have carried, and tells it by the minute.
public final class TrafficSampler implements AutoCloseable {

    private static final System.Logger LOG = System.getLogger(TrafficSampler.class.getName());

    /// What a sample is of.
    private static final Duration EVERY = Duration.ofSeconds(5);

    private final Supplier<List<TunnelReport>> tunnels;
    private final Clock steady;
    private final Clock host;
    private final MinuteBlocks<TunnelKey, Sample> blocks = new MinuteBlocks<>();
    private final Thread thread = Thread.ofVirtual().name("traffic-samples").unstarted(this::run);
    private Map<TunnelKey, TunnelReport> before = Map.of();
    private Instant looked = Instant.MIN;
    private volatile boolean closed;

    private record TunnelKey(NodeId node, ConnectionId connection) {}

    /// @param state the worst one within the time of a sample
    private record Sample(Counters carried, State state) {}

    /// @param tunnels tells how those of all nodes are
    public TrafficSampler(Supplier<List<TunnelReport>> tunnels) {
        this(tunnels, SteadyClock.ofProcess(), Clock.systemUTC());
    }

    /// @param host says what minute it is
    TrafficSampler(Supplier<List<TunnelReport>> tunnels, Clock steady, Clock host) {
        this.tunnels = tunnels;
        this.steady = steady;
        this.host = host;
    }

    public void start() {
        thread.start();
    }

    private void run() {
        while (!closed) {
            try {
                look();
            } catch (RuntimeException e) {
                LOG.log(System.Logger.Level.WARNING, "a sample of traffic is missing: {0}", e.toString());
            }
            try {
                Thread.sleep(EVERY);
            } catch (InterruptedException _) {
                return;
            }
        }
    }

    /// Takes a sample of each tunnel. The first time nothing is known to compare with.
    synchronized void look() {
        Instant now = steady.instant();
        Map<TunnelKey, TunnelReport> seen = tunnels.get().stream()
                .collect(toMap(
                        tunnel -> new TunnelKey(tunnel.node(), tunnel.connection()),
                        Function.identity(),
                        (_, later) -> later));
        Set<TunnelKey> known = new HashSet<>(seen.keySet());
        known.retainAll(before.keySet());
        for (TunnelKey key : known) {
            blocks.add(key, minute(), sample(before.get(key), seen.get(key), Duration.between(looked, now)));
        }
        before = seen;
        looked = now;
    }

    /// The samples of minutes that are over, each of them once.
    public synchronized List<TrafficBlock> take() {
        return blocks.take(minute()).stream().map(TrafficSampler::block).toList();
    }

    private long minute() {
        return Math.floorDiv(host.instant().getEpochSecond(), 60L);
    }

    private static Sample sample(TunnelReport before, TunnelReport now, Duration elapsed) {
        return new Sample(since(before.counters(), now.counters(), elapsed), state(before, now));
    }

    /// A tunnel that came up anew since somebody last looked was down in between.
    private static State state(TunnelReport before, TunnelReport now) {
        boolean wasDown = before.state() == State.UP
                && now.state() == State.UP
                && before.generation() == now.generation()
                && !before.since().equals(now.since());
        return wasDown ? State.DOWN : now.state();
    }

    /// What came in between, as much of it as falls into the time of a sample. A host that has much else to do looks
    /// late.
    private static Counters since(Counters before, Counters now, Duration elapsed) {
        double part = (double) EVERY.toNanos() / Math.max(1, elapsed.toNanos());
        ToLongFunction<Function<Counters, Long>> more =
                count -> Math.round(Math.max(0, count.apply(now) - count.apply(before)) * part);
        return new Counters(
                more.applyAsLong(Counters::packetsIn),
                more.applyAsLong(Counters::packetsOut),
                more.applyAsLong(Counters::bytesIn),
                more.applyAsLong(Counters::bytesOut));
    }

    private static TrafficBlock block(MinuteBlocks.Block<TunnelKey, Sample> block) {
        List<Sample> samples = block.values();
        return new TrafficBlock(
                block.key().node(),
                block.key().connection(),
                block.minute(),
                column(samples, Counters::bytesIn),
                column(samples, Counters::bytesOut),
                column(samples, Counters::packetsIn),
                column(samples, Counters::packetsOut),
                Optional.of(worst(samples)));
    }

    /// Down as soon as it was not up once; where that is not known, what is known counts.
    private static State worst(List<Sample> samples) {
        Set<State> states = new HashSet<>();
        samples.forEach(sample -> states.add(sample.state()));
        return Stream.of(State.FAILED, State.DOWN, State.UP)
                .filter(states::contains)
                .findFirst()
                .orElse(State.APPLYING);
    }

    private static List<Integer> column(List<Sample> samples, ToLongFunction<Counters> count) {
        return samples.stream()
                .map(sample -> Math.clamp(count.applyAsLong(sample.carried()), 0, Integer.MAX_VALUE))
                .toList();
    }

    @Override
    public void close() {
        closed = true;
        thread.interrupt();
    }
}
