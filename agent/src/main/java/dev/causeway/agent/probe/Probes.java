package dev.causeway.agent.probe;

import dev.causeway.agent.host.HostNames;
import dev.causeway.agent.probe.ProbeTarget.Purpose;
import dev.causeway.agent.process.SteadyClock;
import dev.causeway.model.NodeId;
import java.time.Clock;
import java.time.Duration;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiConsumer;
import java.util.stream.Collectors;

/// The echo requests of all nodes on this host: one process for each node and purpose. They are this agent's alone; the
/// next one begins anew and knows nothing of a way before it was answered, or was not.
public final class Probes implements AutoCloseable {

    private static final System.Logger LOG = System.getLogger(Probes.class.getName());

    private static final Duration LOOK = Duration.ofMillis(250);

    private final Fping program;
    private final BiConsumer<NodeId, Map<ProbeTarget, ProbeVerdict>> onChange;
    private final Map<NodeId, Map<Purpose, Pinger>> pingers = new ConcurrentHashMap<>();
    private final Thread looking = Thread.ofVirtual().name("probes").unstarted(this::look);
    private boolean begun;
    private volatile boolean closed;

    /// @param onChange called with those verdicts about ways of a node that have changed; it must not wait for this
    ///     object
    public Probes(HostNames names, BiConsumer<NodeId, Map<ProbeTarget, ProbeVerdict>> onChange) {
        this.program = new Fping(names);
        this.onChange = onChange;
    }

    /// Makes the targets of a node exactly these. The node's namespace exists, though its links may be missing still.
    public void apply(NodeId node, Set<ProbeTarget> targets) {
        begin();
        if (targets.isEmpty() && !pingers.containsKey(node)) {
            return;
        }
        Map<Purpose, Set<ProbeTarget>> wanted =
                targets.stream().collect(Collectors.groupingBy(ProbeTarget::purpose, Collectors.toSet()));
        pingers.computeIfAbsent(node, this::pingers)
                .forEach((purpose, pinger) -> pinger.want(wanted.getOrDefault(purpose, Set.of())));
    }

    private Map<Purpose, Pinger> pingers(NodeId node) {
        Map<Purpose, Pinger> all = new EnumMap<>(Purpose.class);
        for (Purpose purpose : Purpose.values()) {
            all.put(purpose, new Pinger(program, node, purpose, SteadyClock.ofProcess(), Clock.systemUTC()));
        }
        return all;
    }

    private synchronized void begin() {
        if (!begun) {
            begun = true;
            program.endEarlier();
            looking.start();
        }
    }

    /// What is known of the targets of a node; nothing of those that nothing is known of yet.
    public Map<ProbeTarget, ProbeVerdict> observe(NodeId node) {
        Map<ProbeTarget, ProbeVerdict> all = new HashMap<>();
        pingers.getOrDefault(node, Map.of()).values().forEach(pinger -> all.putAll(pinger.verdicts()));
        return all;
    }

    /// The samples of minutes that are over, each of them once.
    public List<ProbeSamples> take(NodeId node) {
        return pingers.getOrDefault(node, Map.of()).values().stream()
                .flatMap(pinger -> pinger.take().stream())
                .toList();
    }

    /// Asks nobody from a node any more, and forgets what was known. No process remains.
    public void remove(NodeId node) {
        begin();
        Map<Purpose, Pinger> gone = pingers.remove(node);
        if (gone != null) {
            gone.values().forEach(Probes::stop);
        }
    }

    private static void stop(Pinger pinger) {
        pinger.want(Set.of());
        pinger.end();
    }

    private void look() {
        while (!closed) {
            pingers.forEach(this::look);
            try {
                Thread.sleep(LOOK);
            } catch (InterruptedException _) {
                return;
            }
        }
    }

    private void look(NodeId node, Map<Purpose, Pinger> all) {
        try {
            Map<ProbeTarget, ProbeVerdict> changed = new HashMap<>();
            all.values().forEach(pinger -> changed.putAll(pinger.look()));
            if (!changed.isEmpty()) {
                onChange.accept(node, changed);
            }
        } catch (RuntimeException e) {
            LOG.log(System.Logger.Level.WARNING, "probes of node {0} are looked at again: {1}", node, e.toString());
        }
    }

    /// Ends all processes; they are of no use to others.
    @Override
    public synchronized void close() {
        closed = true;
        looking.interrupt();
        pingers.values().forEach(all -> all.values().forEach(Probes::stop));
        pingers.clear();
    }
}
