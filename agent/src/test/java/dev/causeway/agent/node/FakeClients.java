package dev.causeway.agent.node;

import dev.causeway.agent.RealHost;
import dev.causeway.agent.host.Namespace;
import dev.causeway.agent.openvpn.AccessConfig;
import dev.causeway.agent.openvpn.DaemonBuild;
import dev.causeway.agent.openvpn.ObservedServer;
import dev.causeway.agent.openvpn.ObservedSession;
import dev.causeway.agent.openvpn.ServerConfig;
import dev.causeway.model.NodeId;
import dev.causeway.model.ServerId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/// A server without a daemon: `p2c0` is one end of a cable whose other end lies in a namespace that plays the clients.
/// It listens when the test says so.
class FakeClients implements ClientDriver {

    private final RealHost host;
    private final Map<NodeId, ServerConfig> servers = new ConcurrentHashMap<>();
    private final Map<NodeId, ObservedServer.State> states = new ConcurrentHashMap<>();
    private final Map<ServerId, AccessConfig> access = new ConcurrentHashMap<>();
    private final List<NodeId> applied = new CopyOnWriteArrayList<>();

    FakeClients(RealHost host) {
        this.host = host;
    }

    Namespace clients(NodeId node) {
        return new Namespace("clients-of-" + host.names().node(node));
    }

    void set(NodeId node, ObservedServer.State state) {
        states.put(node, state);
    }

    /// What was last said of who may connect.
    Optional<AccessConfig> access(ServerId server) {
        return Optional.ofNullable(access.get(server));
    }

    /// Forgets what was said of who may connect.
    void forget() {
        access.clear();
    }

    /// How often a node was applied.
    int visits(NodeId node) {
        return (int) applied.stream().filter(node::equals).count();
    }

    @Override
    public void apply(NodeId node, Optional<ServerConfig> server) {
        applied.add(node);
        if (server.isEmpty()) {
            remove(node);
            return;
        }
        servers.put(node, server.get());
        Namespace there = host.names().node(node);
        if (!host.namespaces().exists(clients(node))) {
            host.namespaces().create(clients(node));
        }
        if (host.namespaces().view(there).link("p2c0").isEmpty()) {
            List<String> lines = new ArrayList<>(
                    List.of("link add p2c0 type veth peer name tun0 netns " + clients(node), "link set p2c0 up"));
            host.namespaces().batch(there, lines);
            List<String> far = new ArrayList<>(List.of("link set tun0 up", "address add 10.250.0.6/32 dev tun0"));
            server.get().localSubnets().forEach(local -> far.add("route add " + local + " dev tun0 src 10.250.0.6"));
            // What nobody told it to send there.
            List.of("192.168.0.0/16", "203.0.113.0/24")
                    .forEach(other -> far.add("route replace " + other + " dev tun0 src 10.250.0.6"));
            host.namespaces().batch(clients(node), far);
            // Neither end asks who has an address: it is a link between two, as the real one is.
            for (Namespace end : List.of(there, clients(node))) {
                String link = end.equals(there) ? "p2c0" : "tun0";
                host.namespaces().batch(end, List.of("link set " + link + " address 02:00:00:00:00:01 arp off"));
            }
        }
    }

    @Override
    public void access(AccessConfig config) {
        access.put(config.server(), config);
    }

    @Override
    public void remove(NodeId node) {
        servers.remove(node);
        host.namespaces().evict(clients(node));
    }

    @Override
    public Optional<ObservedServer> server(NodeId node) {
        return Optional.ofNullable(servers.get(node))
                .map(config -> new ObservedServer(
                        config.server(),
                        config.generation(),
                        states.getOrDefault(node, ObservedServer.State.APPLYING),
                        "",
                        Instant.EPOCH,
                        Optional.empty()));
    }

    @Override
    public List<ObservedSession> sessions(NodeId node) {
        return List.of();
    }

    @Override
    public Optional<DaemonBuild> offered() {
        return Optional.of(new DaemonBuild("2.6.14", 1));
    }
}
