package dev.causeway.agent.ipsec;

import dev.causeway.agent.host.HostNames;
import dev.causeway.agent.host.Slot;
import dev.causeway.agent.ipsec.Daemons.Trace;
import dev.causeway.agent.ipsec.ObservedTunnel.Traffic;
import dev.causeway.agent.process.CommandRunner;
import dev.causeway.agent.process.SteadyClock;
import dev.causeway.model.ConnectionId;
import dev.causeway.model.Ipv4;
import dev.causeway.model.NodeId;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The tunnels of all nodes on this host. Daemons outlive this object and are adopted by the next one, without any
/// packet lost.
public final class Tunnels implements AutoCloseable {

    private static final System.Logger LOG = System.getLogger(Tunnels.class.getName());

    private static final Duration COUNT = Duration.ofSeconds(2);

    private final WorkerFolders folders;
    private final Daemons daemons;
    private final Duration patience;
    private final Consumer<NodeId> onChange;
    private final Clock clock;
    private final Map<ConnectionId, TunnelWorker> workers = new ConcurrentHashMap<>();
    private final Map<ConnectionId, TenantLog> logs = new ConcurrentHashMap<>();
    private final Map<NodeId, Set<Ipv4>> answering = new ConcurrentHashMap<>();
    private final Traces traces;

    /// What shall be gone and could not be ended.
    private final Set<Trace> remains = ConcurrentHashMap.newKeySet();
    private final Thread counting = Thread.ofVirtual().name("tunnel-counters").unstarted(this::count);

    /// Adopts nothing yet: what runs is found when a node is applied or removed.
    ///
    /// @param onChange called when the state of any tunnel of a node has changed; it must not wait for this object
    /// @param logs the folder for the daemons' logs
    public Tunnels(HostNames names, Path logs, CommandRunner commands, Consumer<NodeId> onChange) {
        this(names, new WorkerFolders(names, logs), commands, onChange);
    }

    private Tunnels(HostNames names, WorkerFolders folders, CommandRunner commands, Consumer<NodeId> onChange) {
        this(
                folders,
                new BoundedDaemons(new Workers(names, folders, commands, new UserspaceEsp())),
                Charon.PATIENCE,
                SteadyClock.ofProcess(),
                onChange);
    }

    Tunnels(HostNames names, Daemons daemons, Consumer<NodeId> onChange) {
        this(names, daemons, SteadyClock.ofProcess(), onChange);
    }

    Tunnels(HostNames names, Daemons daemons, Clock clock, Consumer<NodeId> onChange) {
        this(new WorkerFolders(names, names.runtimeFolder()), daemons, Charon.PATIENCE, clock, onChange);
    }

    /// @param patience how long a daemon may owe an answer
    Tunnels(WorkerFolders folders, Daemons daemons, Duration patience, Clock clock, Consumer<NodeId> onChange) {
        this.folders = folders;
        this.patience = patience;
        this.clock = clock;
        this.daemons = daemons;
        this.traces = new Traces(daemons::traces);
        this.onChange = onChange;
    }

    /// Makes the tunnels of a node exactly these. The node's namespace exists. Returns when each of
    /// them has come to an outcome of its own, which [#observe] tells: its daemon holds the wanted settings, or it
    /// cannot yet, which is tried again without further calls.
    ///
    /// @return whether nothing remains of tunnels that are not wanted; otherwise this shall be called again
    public boolean apply(NodeId node, List<TunnelConfig> tunnels) {
        Set<ConnectionId> wanted =
                tunnels.stream().map(TunnelConfig::connection).collect(Collectors.toSet());
        boolean ended = end(traces.of(node).stream().filter(trace -> !wanted.contains(trace.connection())))
                .isEmpty();
        startCounting();
        var _ = failures(
                tunnels.stream().map(tunnel -> worker(tunnel).apply(tunnel)).toList());
        return ended;
    }

    /// Tells whose answers get through a node's firewall. Tunnels to other peers wait before they ask for anything.
    public void letAnswer(NodeId node, Set<Ipv4> peers) {
        Set<Ipv4> before =
                Optional.ofNullable(answering.put(node, Set.copyOf(peers))).orElse(Set.of());
        workersOf(node)
                .filter(worker -> peers.contains(worker.peer()) && !before.contains(worker.peer()))
                .forEach(TunnelWorker::signal);
    }

    private boolean mayAnswer(NodeId node, Ipv4 peer) {
        return answering.getOrDefault(node, Set.of()).contains(peer);
    }

    private TunnelWorker worker(TunnelConfig tunnel) {
        TunnelWorker existing = workers.get(tunnel.connection());
        if (existing != null && existing.node().equals(tunnel.node())) {
            return existing;
        }
        if (existing != null) {
            existing.close();
        }
        TunnelWorker worker = new TunnelWorker(
                daemons,
                patience,
                clock,
                tunnel,
                folders.of(tunnel.connection()),
                peer -> mayAnswer(tunnel.node(), peer),
                () -> onChange.accept(tunnel.node()));
        traces.add(worker.trace());
        workers.put(tunnel.connection(), worker);
        worker.start();
        return worker;
    }

    /// Ends all tunnels of a node. Nothing of them remains, even of those that an earlier process left.
    public void remove(NodeId node) {
        answering.remove(node);
        throwFirst(end(traces.of(node).stream()));
    }

    /// Ends all tunnels of this instance on the host.
    public void removeAll() {
        throwFirst(end(traces.all().stream()));
    }

    /// @return why some of them could not be ended
    private List<RuntimeException> end(Stream<Trace> which) {
        return failures(which.map(trace -> CompletableFuture.runAsync(
                        () -> end(trace), task -> Thread.ofVirtual().start(task)))
                .toList());
    }

    private void end(Trace trace) {
        TunnelWorker worker = workers.remove(trace.connection());
        logs.remove(trace.connection());
        if (worker != null) {
            worker.close();
        }
        try {
            daemons.close(worker == null ? trace : worker.trace());
            traces.remove(trace);
            remains.remove(trace);
        } catch (RuntimeException e) {
            if (remains.add(trace)) {
                LOG.log(System.Logger.Level.WARNING, "something of {0} remains and is tried again", trace);
            }
            throw e;
        }
    }

    /// Waits for all, whether they succeed or fail.
    private static List<RuntimeException> failures(List<CompletableFuture<Void>> all) {
        List<RuntimeException> failures = new ArrayList<>();
        for (CompletableFuture<Void> one : all) {
            try {
                one.join();
            } catch (CompletionException e) {
                failures.add(e.getCause() instanceof RuntimeException cause ? cause : e);
            }
        }
        return failures;
    }

    private static void throwFirst(List<RuntimeException> failures) {
        if (!failures.isEmpty()) {
            RuntimeException first = failures.getFirst();
            failures.stream().skip(1).filter(other -> !other.equals(first)).forEach(first::addSuppressed);
            throw first;
        }
    }

    /// What was last seen of the tunnels of a node, and of those that shall be gone and are not.
    public List<ObservedTunnel> observe(NodeId node) {
        return traces.of(node).stream()
                .flatMap(trace -> Optional.ofNullable(workers.get(trace.connection()))
                        .map(TunnelWorker::observed)
                        .or(() -> Optional.of(trace).filter(remains::contains).map(this::remaining))
                        .stream())
                .toList();
    }

    /// What the tunnels of a node have carried, by pairs of traffic selectors: each pair that is wanted or negotiated.
    public List<ObservedPair> pairs(NodeId node) {
        return workersOf(node).flatMap(worker -> worker.pairs().stream()).toList();
    }

    private ObservedTunnel remaining(Trace trace) {
        return new ObservedTunnel(
                trace.connection(),
                0,
                ObservedTunnel.State.FAILED,
                "it cannot be removed, and is tried again",
                clock.instant(),
                Set.of(),
                Traffic.NONE);
    }

    private Stream<TunnelWorker> workersOf(NodeId node) {
        return traces.of(node).stream().flatMap(trace -> Stream.ofNullable(workers.get(trace.connection())));
    }

    /// The oldest lines of a connection's log behind a position.
    public List<LogEntry> log(ConnectionId connection, long afterPosition, int limit) {
        TenantLog told = logs.computeIfAbsent(connection, _ -> new TenantLog());
        return told.read(folders.of(connection).log(), afterPosition, limit).stream()
                .map(DaemonLog.Line::entry)
                .toList();
    }

    /// Adds a line to a connection's log, if it has a tunnel here.
    ///
    /// @param topic three capital letters that tell what the line is about
    public void note(ConnectionId connection, String topic, String text) {
        if (workers.containsKey(connection)) {
            folders.of(connection).log().note(topic, text);
        }
    }

    /// What the operator should know of the daemons' logs.
    public List<String> concerns() {
        return folders.troubles().all();
    }

    private synchronized void startCounting() {
        if (counting.getState() == Thread.State.NEW) {
            counting.start();
        }
    }

    private void count() {
        try {
            while (true) {
                Thread.sleep(COUNT);
                workers.values().forEach(TunnelWorker::stopWaiting);
                workers.values().stream().map(TunnelWorker::node).distinct().forEach(this::count);
            }
        } catch (InterruptedException _) {
            // The agent ends.
        }
    }

    private void count(NodeId node) {
        Instant looked = clock.instant();
        try {
            var counters = daemons.counters(node);
            List<TunnelWorker> ours = workersOf(node).toList();
            ours.forEach(worker -> worker.counted(
                    Optional.ofNullable(counters.get(worker.trace().slot())), looked));
            if (ours.stream().anyMatch(TunnelWorker::isUndecided)) {
                watch(ours, counters, daemons.given(node));
            }
        } catch (RuntimeException e) {
            // Whatever it was, the next round may succeed, and the others' rounds have to go on.
            LOG.log(System.Logger.Level.DEBUG, "counters of " + node, e);
        }
    }

    private static void watch(List<TunnelWorker> tunnels, Map<Slot, Traffic> counters, Map<Slot, Long> given) {
        for (TunnelWorker worker : tunnels) {
            Traffic counted = counters.get(worker.trace().slot());
            if (counted != null) {
                // Not every interface has a queue in front of it that counts.
                long out = Math.max(
                        counted.packetsOut(), given.getOrDefault(worker.trace().slot(), 0L));
                worker.watched(counted.packetsIn(), out);
            }
        }
    }

    /// Stops watching. The daemons go on.
    @Override
    public void close() {
        counting.interrupt();
        workers.values().forEach(TunnelWorker::close);
        workers.clear();
    }
}
