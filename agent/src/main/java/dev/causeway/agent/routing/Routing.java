package dev.causeway.agent.routing;

import dev.causeway.agent.host.HostNames;
import dev.causeway.agent.host.LearnedRoutes;
import dev.causeway.agent.host.Links;
import dev.causeway.agent.host.Namespace;
import dev.causeway.agent.host.Namespaces;
import dev.causeway.agent.host.Slot;
import dev.causeway.agent.process.CommandRunner;
import dev.causeway.agent.process.SteadyClock;
import dev.causeway.agent.process.WorkerThread;
import dev.causeway.model.NodeId;
import dev.causeway.model.Prefix;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/// The BGP speakers of the nodes of this host. Their daemons outlive this object: the next one finds and
/// adopts them.
public final class Routing implements AutoCloseable {

    /// A daemon that does not answer is given up much sooner.
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final HostNames names;
    private final Namespaces namespaces;
    private final SpeakerTimers timers;
    private final FrrDaemons daemons;
    private final Listener listener;
    private final Clock clock = SteadyClock.ofProcess();
    private final Map<NodeId, NodeSpeaker> speakers = new ConcurrentHashMap<>();

    /// Of nodes that spoke and do so no more: that nothing is learned there.
    private final Map<NodeId, RouteTable> silent = new ConcurrentHashMap<>();

    /// Told on threads of the speakers.
    public interface Listener {

        /// Something else is observed of a node than before: a session, or what is learned.
        void changed(NodeId node);

        void said(SpeakerLine line);
    }

    public Routing(HostNames names, SpeakerTimers timers, CommandRunner commands, Listener listener) {
        this.names = names;
        this.timers = timers;
        this.namespaces = new Namespaces(commands);
        this.daemons = new FrrDaemons(commands, namespaces);
        this.listener = listener;
    }

    /// Makes this the speaker of a node, or ends the one that it has. The node's namespace exists. When this
    /// returns, the daemons run and were told; that sessions come to be is told by the listener. A change
    /// resets no session but of a neighbour whose number or reset count is another one, and of all if the
    /// node's router id is.
    ///
    /// @throws RuntimeException if the daemons cannot be started, or do not take it
    public void apply(NodeId node, Optional<SpeakerConfig> config) {
        if (config.isPresent()) {
            silent.remove(node);
            WorkerThread.await(of(node).want(config.get()), PATIENCE);
        } else if (speakers.containsKey(node) || folder(node).exists()) {
            remove(node);
            silent.put(node, new RouteTable(Optional.empty(), clock.instant().toEpochMilli(), List.of()));
        }
    }

    /// Tells all in a node, daemons included, which tunnels carry packets. A session outlives a tunnel that is
    /// down for less than the hold time.
    public void carriers(NodeId node, Map<Slot, Boolean> carrying) {
        Namespace namespace = names.node(node);
        Map<String, Boolean> now = Links.carriers(namespace);
        List<String> changes = carrying.entrySet().stream()
                .filter(wanted -> now.containsKey(wanted.getKey().device())
                        && !now.get(wanted.getKey().device()).equals(wanted.getValue()))
                .map(wanted ->
                        "link set " + wanted.getKey().device() + " carrier " + (wanted.getValue() ? "on" : "off"))
                .toList();
        namespaces.batch(namespace, changes);
    }

    /// The networks that a node has learned and sends into each tunnel, as the kernel routes them. Also
    /// told of a node whose speaker nobody has asked for since this began.
    public Map<Slot, Set<Prefix>> learned(NodeId node) {
        return Optional.ofNullable(speakers.get(node))
                .flatMap(NodeSpeaker::learned)
                .orElseGet(() ->
                        namespaces.exists(names.node(node)) ? LearnedRoutes.behindTunnels(names.node(node)) : Map.of());
    }

    /// What was last seen of a node's neighbours.
    public List<ObservedNeighbour> observe(NodeId node) {
        return Optional.ofNullable(speakers.get(node)).map(NodeSpeaker::peers).orElse(List.of());
    }

    /// The routes that a node's speaker uses, a table for each source, as they were at most some seconds
    /// ago. One for each neighbour and one for the rest, be they empty or not; of a node that has ceased to speak,
    /// an empty one for the rest.
    public List<RouteTable> routes(NodeId node) {
        return Optional.ofNullable(speakers.get(node))
                .map(NodeSpeaker::routes)
                .orElseGet(() -> Stream.ofNullable(silent.get(node)).toList());
    }

    /// Ends the speaker of a node; nothing of it remains. Peers are told.
    public void remove(NodeId node) {
        NodeSpeaker speaker = of(node);
        WorkerThread.await(speaker.end(), PATIENCE);
        speakers.remove(node);
        silent.remove(node);
        speaker.close();
    }

    private NodeSpeaker of(NodeId node) {
        return speakers.computeIfAbsent(node, _ -> {
            var speaker = new NodeSpeaker(
                    new NodeSpeaker.Place(node, names.node(node), folder(node)),
                    timers,
                    daemons,
                    clock,
                    listener,
                    other -> Optional.ofNullable(speakers.get(other)));
            speaker.start();
            return speaker;
        });
    }

    private FrrFolder folder(NodeId node) {
        return new FrrFolder(names.runtimeFolder(names.node(node)).resolve("frr"));
    }

    /// Lets go of the speakers; their sessions stay.
    @Override
    public void close() {
        speakers.values().forEach(NodeSpeaker::close);
        speakers.clear();
    }
}
