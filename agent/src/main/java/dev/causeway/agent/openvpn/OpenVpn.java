package dev.causeway.agent.openvpn;

import dev.causeway.agent.host.HostNames;
import dev.causeway.agent.host.Namespace;
import dev.causeway.agent.host.Namespaces;
import dev.causeway.agent.process.CommandRunner;
import dev.causeway.agent.process.LogTroubles;
import dev.causeway.agent.process.SteadyClock;
import dev.causeway.agent.process.WorkerThread;
import dev.causeway.model.Ipv4;
import dev.causeway.model.NodeId;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/// The VPN servers of the nodes of this host. Servers outlive this object: the next one finds and adopts them.
public final class OpenVpn implements AutoCloseable {

    /// No step waits for a daemon or a client, so this is only reached when the host stands still.
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final HostNames names;
    private final Path logs;
    private final SessionFilter filter;
    private final PasswordCheck passwords;
    private final Consumer<NodeId> changed;
    private final Clock clock = SteadyClock.ofProcess();
    private final LogTroubles troubles = new LogTroubles();
    private final Installed installed;
    private final VpnDaemons daemons;
    private final ClientLink link;
    private final Map<NodeId, NodeServer> servers = new ConcurrentHashMap<>();

    /// @param logs the folder for what is kept of the nodes' logs, which lies on disk
    /// @param changed told of each node of which something is observed that was not so before
    public OpenVpn(
            HostNames names,
            Path logs,
            CommandRunner commands,
            SessionFilter filter,
            PasswordCheck passwords,
            Consumer<NodeId> changed) {
        this.names = names;
        this.logs = logs;
        this.filter = filter;
        this.passwords = passwords;
        this.changed = changed;
        this.installed = new Installed(commands);
        this.daemons = new VpnDaemons(commands, installed);
        this.link = new ClientLink(new Namespaces(commands));
    }

    /// Makes this the server of a node, or ends the one that it has. The node's namespace exists, and its firewall
    /// is closed. When this returns, the link `p2c0` is there and stays, whatever becomes of the daemon; what leads
    /// into it is for others. The daemon is started meanwhile, and [#server] tells of it.
    public void apply(NodeId node, Optional<ServerConfig> server) {
        if (server.isPresent()) {
            link.make(names.node(node), server.get().clientCidr(), VpnDaemons.user(node));
            WorkerThread.await(of(node).want(server.get()), PATIENCE);
        } else if (servers.containsKey(node) || folder(node).path().toFile().exists()) {
            WorkerThread.await(of(node).end(), PATIENCE);
            link.remove(names.node(node));
        }
    }

    /// Says who may connect. When this returns, whoever may not any more is out of the filter. It never waits
    /// for a daemon. May come before the node's server is known, and nobody is let in before it came.
    public void access(AccessConfig access) {
        WorkerThread.await(of(access.node()).admit(access), PATIENCE);
    }

    /// Ends the server of a node; nothing of it remains.
    public void remove(NodeId node) {
        NodeServer server = of(node);
        WorkerThread.await(server.remove(), PATIENCE);
        servers.remove(node);
        server.close();
        link.remove(names.node(node));
    }

    /// What was last seen of the server of a node; nothing if it shall have none.
    public Optional<ObservedServer> server(NodeId node) {
        return Optional.ofNullable(servers.get(node))
                .flatMap(server -> server.sight().server());
    }

    /// The clients that are connected to a node.
    public List<ObservedSession> sessions(NodeId node) {
        NodeServer.Sight sight = Optional.ofNullable(servers.get(node))
                .map(NodeServer::sight)
                .orElse(new NodeServer.Sight(Optional.empty(), List.of()));
        if (sight.connected().isEmpty() || sight.server().isEmpty()) {
            return List.of();
        }
        Map<Ipv4, SessionCounters> counters = filter.counters(node);
        Instant counted = clock.instant();
        return sight.connected().stream()
                .map(session -> new ObservedSession(
                        session.id(),
                        sight.server().get().server(),
                        session.user(),
                        session.name(),
                        session.from(),
                        session.port(),
                        session.address(),
                        session.since(),
                        counters.getOrDefault(session.address(), SessionCounters.NONE),
                        counted))
                .toList();
    }

    /// The oldest lines of a node's log whose position is greater than `after`.
    public List<EventLine> log(NodeId node, long after, int limit) {
        return eventLog(node).read(after, limit);
    }

    /// What a daemon that is started now is made of; nothing if OpenVPN is not installed.
    public Optional<DaemonBuild> offered() {
        return installed.build();
    }

    /// What the operator should know.
    public List<String> concerns() {
        return troubles.all();
    }

    private NodeServer of(NodeId node) {
        return servers.computeIfAbsent(node, _ -> {
            Namespace namespace = names.node(node);
            var server = new NodeServer(
                    node,
                    namespace,
                    folder(node),
                    daemons,
                    filter,
                    passwords,
                    eventLog(node),
                    clock,
                    () -> changed.accept(node));
            server.start();
            return server;
        });
    }

    private DaemonFolder folder(NodeId node) {
        return new DaemonFolder(names.runtimeFolder(names.node(node)));
    }

    private EventLog eventLog(NodeId node) {
        return new EventLog(logs.resolve(names.runtimeFolder(names.node(node)).getFileName()), troubles);
    }

    /// Lets go of the servers; they and their clients' connections stay.
    @Override
    public void close() {
        servers.values().forEach(NodeServer::close);
        servers.clear();
    }
}
