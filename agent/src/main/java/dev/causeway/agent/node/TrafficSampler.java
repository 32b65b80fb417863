package dev.causeway.agent.node;

import dev.causeway.agent.ipsec.ObservedTunnel;
import dev.causeway.agent.ipsec.ObservedTunnel.Traffic;
import dev.causeway.agent.probe.MinuteBlocks;
import dev.causeway.agent.process.SteadyClock;
import dev.causeway.model.ConnectionId;
import dev.causeway.model.NodeId;
import dev.causeway.model.document.TrafficBlock;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.ToLongFunction;

/// Looks every few seconds at what tunnels have carried, and tells it by the minute.
public final class TrafficSampler implements AutoCloseable {

    private static final System.Logger LOG = System.getLogger(TrafficSampler.class.getName());

    /// What a sample is of.
    private static final Duration EVERY = Duration.ofSeconds(5);

    private final Supplier<Map<NodeId, List<ObservedTunnel>>> tunnels;
    private final Clock steady;
    private final Clock host;
    private final MinuteBlocks<TunnelKey, Traffic> blocks = new MinuteBlocks<>();
    private final Thread thread = Thread.ofVirtual().name("traffic-samples").unstarted(this::run);
    private Map<TunnelKey, Traffic> before = Map.of();
    private Instant looked = Instant.MIN;
    private volatile boolean closed;

    private record TunnelKey(NodeId node, ConnectionId connection) {}

    /// @param tunnels tells what those of each node have carried since they were made
    public TrafficSampler(Supplier<Map<NodeId, List<ObservedTunnel>>> tunnels) {
        this(tunnels, SteadyClock.ofProcess(), Clock.systemUTC());
    }

    /// @param host says what minute it is
    TrafficSampler(Supplier<Map<NodeId, List<ObservedTunnel>>> tunnels, Clock steady, Clock host) {
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
        Map<TunnelKey, Traffic> seen = new HashMap<>();
        tunnels.get()
                .forEach((node, all) ->
                        all.forEach(tunnel -> seen.put(new TunnelKey(node, tunnel.connection()), tunnel.traffic())));
        Set<TunnelKey> known = new HashSet<>(seen.keySet());
        known.retainAll(before.keySet());
        for (TunnelKey key : known) {
            blocks.add(key, minute(), since(before.get(key), seen.get(key), Duration.between(looked, now)));
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

    /// What came in between, as much of it as falls into the time of a sample. A host that has much else to do looks
    /// late.
    private static Traffic since(Traffic before, Traffic now, Duration elapsed) {
        double part = (double) EVERY.toNanos() / Math.max(1, elapsed.toNanos());
        ToLongFunction<Function<Traffic, Long>> more =
                count -> Math.round(Math.max(0, count.apply(now) - count.apply(before)) * part);
        return new Traffic(
                more.applyAsLong(Traffic::packetsIn),
                more.applyAsLong(Traffic::packetsOut),
                more.applyAsLong(Traffic::bytesIn),
                more.applyAsLong(Traffic::bytesOut));
    }

    private static TrafficBlock block(MinuteBlocks.Block<TunnelKey, Traffic> block) {
        return new TrafficBlock(
                block.key().node(),
                block.key().connection(),
                block.minute(),
                column(block.values(), Traffic::bytesIn),
                column(block.values(), Traffic::bytesOut),
                column(block.values(), Traffic::packetsIn),
                column(block.values(), Traffic::packetsOut));
    }

    private static List<Integer> column(List<Traffic> samples, ToLongFunction<Traffic> count) {
        return samples.stream()
                .map(sample -> Math.clamp(count.applyAsLong(sample), 0, Integer.MAX_VALUE))
                .toList();
    }

    @Override
    public void close() {
        closed = true;
        thread.interrupt();
    }
}
