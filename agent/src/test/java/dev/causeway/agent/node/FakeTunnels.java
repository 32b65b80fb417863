package dev.causeway.agent.node;

import dev.causeway.agent.RealHost;
import dev.causeway.agent.host.Namespace;
import dev.causeway.agent.host.Namespaces;
import dev.causeway.agent.ipsec.ObservedPair;
import dev.causeway.agent.ipsec.ObservedTunnel;
import dev.causeway.agent.ipsec.TunnelConfig;
import dev.causeway.model.ConnectionId;
import dev.causeway.model.Ipv4;
import dev.causeway.model.NodeId;
import dev.causeway.model.Prefix;
import dev.causeway.model.document.Tunnel;
import dev.causeway.model.document.TunnelReport;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;

/// Tunnels without encryption: `tunN` is one end of a cable whose other end, `peerN`, lies in a namespace
/// that plays the customers. A tunnel is up when the test says so.
class FakeTunnels implements TunnelDriver {

    private final RealHost host;
    private final Map<ConnectionId, ObservedTunnel.State> states = new ConcurrentHashMap<>();
    private final Map<NodeId, List<TunnelConfig>> applied = new ConcurrentHashMap<>();

    private final Map<ConnectionId, Set<Prefix>> carried = new ConcurrentHashMap<>();
    private final Map<NodeId, Set<Ipv4>> answering = new ConcurrentHashMap<>();
    private final Set<NodeId> stuck = ConcurrentHashMap.newKeySet();
    private final CountDownLatch release = new CountDownLatch(1);
    private final AtomicInteger waiting = new AtomicInteger();
    private final AtomicInteger visits = new AtomicInteger();
    private volatile boolean remains;

    FakeTunnels(RealHost host) {
        this.host = host;
    }

    Namespace customers(NodeId node) {
        return new Namespace("customers-of-" + host.names().node(node));
    }

    void set(Tunnel tunnel, TunnelReport.State state) {
        states.put(tunnel.connection(), ObservedTunnel.State.valueOf(state.name()));
    }

    /// The tunnel is down as a whole and reaches these networks.
    void reach(Tunnel tunnel, Prefix... networks) {
        states.put(tunnel.connection(), ObservedTunnel.State.DOWN);
        carried.put(tunnel.connection(), Set.of(networks));
    }

    /// What a new process knows: nothing, until the node is applied.
    void forget() {
        applied.clear();
    }

    /// The node's tunnels take until [#release].
    void stick(NodeId node) {
        stuck.add(node);
    }

    /// How many nodes wait for it.
    int waiting() {
        return waiting.get();
    }

    void release() {
        release.countDown();
    }

    /// From now on something remains of tunnels that are not wanted, or nothing does.
    void setRemains(boolean something) {
        remains = something;
    }

    /// How often a node was applied.
    int visits() {
        return visits.get();
    }

    @Override
    public boolean apply(NodeId node, List<TunnelConfig> wanted) {
        visits.incrementAndGet();
        if (stuck.contains(node)) {
            waiting.incrementAndGet();
            awaitRelease();
        }
        Namespaces namespaces = host.namespaces();
        Namespace there = host.names().node(node);
        if (!namespaces.exists(customers(node))) {
            namespaces.create(customers(node));
        }
        var present = namespaces.view(there).links().keySet();
        List<String> lines = new ArrayList<>();
        List<String> peers = new ArrayList<>();
        for (TunnelConfig tunnel : wanted) {
            String name = tunnel.slot().device();
            if (!present.contains(name)) {
                String peer = "peer" + tunnel.slot();
                lines.add("link add " + name + " mtu 1400 type veth peer name " + peer + " netns " + customers(node));
                lines.add("address add " + tunnel.localAddress() + " dev " + name);
                lines.add("link set " + name + " up");
                Ipv4 near = tunnel.localAddress().address();
                peers.add("address add " + near.plus(1) + "/30 dev " + peer);
                peers.add("link set " + peer + " up");
                tunnel.selection().sources().forEach(local -> peers.add("route replace " + local + " via " + near));
            }
        }
        namespaces.batch(there, lines);
        namespaces.batch(customers(node), peers);
        applied.put(node, wanted);
        return !remains;
    }

    private void awaitRelease() {
        try {
            release.await();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    /// The peers whose answers get through, as they were told; those that the firewall did not let in are missing.
    Set<Ipv4> answering(NodeId node) {
        return answering.getOrDefault(node, Set.of());
    }

    @Override
    public void letAnswer(NodeId node, Set<Ipv4> peers) {
        String rules = peers.isEmpty() ? "" : host.inside(host.names().node(node), "nft", "list", "ruleset");
        answering.put(
                node,
                peers.stream().filter(peer -> rules.contains(peer.toString())).collect(Collectors.toSet()));
    }

    @Override
    public void remove(NodeId node) {
        applied.remove(node);
        host.namespaces().evict(customers(node));
    }

    @Override
    public List<ObservedPair> pairs(NodeId id) {
        return List.of();
    }

    @Override
    public List<ObservedTunnel> observe(NodeId node) {
        return applied.getOrDefault(node, List.of()).stream()
                .map(tunnel -> new ObservedTunnel(
                        tunnel.connection(),
                        tunnel.generation(),
                        states.getOrDefault(tunnel.connection(), ObservedTunnel.State.DOWN),
                        "",
                        Instant.EPOCH,
                        carried.getOrDefault(tunnel.connection(), Set.of()),
                        ObservedTunnel.Traffic.NONE))
                .toList();
    }
}
