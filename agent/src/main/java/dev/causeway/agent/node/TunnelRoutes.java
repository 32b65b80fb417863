package dev.causeway.agent.node;

import dev.causeway.agent.network.HostNetwork;
import dev.causeway.agent.network.Routed;
import dev.causeway.agent.network.TunnelStates;
import dev.causeway.agent.process.SteadyClock;
import dev.causeway.model.ConnectionId;
import dev.causeway.model.NodeId;
import dev.causeway.model.Prefix;
import dev.causeway.model.VpcId;
import dev.causeway.model.document.Attachment;
import dev.causeway.model.document.DocumentKey;
import dev.causeway.model.document.NodeDocument;
import dev.causeway.model.document.Tunnel;
import dev.causeway.model.document.TunnelReport;
import dev.causeway.model.document.VpcDocument;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/// Lets routes follow the tunnels: a node routes into tunnels that are up, and a VPC sends to nodes that do.
final class TunnelRoutes {

    /// What has been up for this long is thought to last.
    static final Duration SETTLES = Duration.ofSeconds(1);

    /// The clock by which tunnels say since when they are up.
    private final InstantSource clock = SteadyClock.ofProcess();
    private final HostNetwork network;
    private final TunnelDriver tunnels;
    private final Supplier<Wanted> wanted;

    /// What each node routes into, as of its last visit.
    private final Map<NodeId, Routed> routed = new ConcurrentHashMap<>();

    /// What each VPC went by at its last visit, by node.
    private final Map<VpcId, Map<NodeId, TunnelStates>> sent = new ConcurrentHashMap<>();

    /// The same once its routes are in place.
    private final Map<VpcId, Map<NodeId, TunnelStates>> sends = new ConcurrentHashMap<>();

    /// Which connections each VPC has through which node.
    private final Map<VpcId, Paths> paths = new ConcurrentHashMap<>();

    private record Paths(VpcDocument document, Map<NodeId, Set<ConnectionId>> byNode) {}

    TunnelRoutes(HostNetwork network, TunnelDriver tunnels, Supplier<Wanted> wanted) {
        this.network = network;
        this.tunnels = tunnels;
        this.wanted = wanted;
    }

    /// The VPC stops sending first and begins to send last, so that no packet reaches a node that has no way for it.
    /// Only this node is asked about: what changes on others is followed there.
    ///
    /// @return whether it has settled: the VPC does not have to turn yet to a tunnel that came up just now
    boolean follow(NodeDocument node) {
        Optional<VpcDocument> vpc = vpc(vpcOf(node)).filter(document -> network.exists(document.vpc()));
        vpc.filter(document -> part(document, node.node()).lost(sent(document, node.node())))
                .ifPresent(document -> network.route(document, () -> send(document)));
        if (network.exists(node.node())) {
            routed.put(node.node(), network.route(node, () -> states(node)));
        }
        vpc.filter(document -> !sent.containsKey(document.vpc())
                        || !part(document, node.node()).equals(sent(document, node.node())))
                .ifPresent(document -> network.route(document, () -> send(document)));
        vpc.ifPresent(this::sends);
        return vpc.filter(document -> !part(document, node.node()).fresh().isEmpty())
                .isEmpty();
    }

    private Optional<VpcDocument> vpc(VpcId id) {
        return wanted.get()
                .present(DocumentKey.vpc(id))
                .filter(VpcDocument.class::isInstance)
                .map(VpcDocument.class::cast);
    }

    private static VpcId vpcOf(NodeDocument node) {
        return switch (node.attachment()) {
            case Attachment.Vpc at -> at.vpc();
        };
    }

    /// Whether a tunnel that is up is known not to be routed into yet, by its node or by its VPC. What was not visited
    /// since the start is taken to be as it was left.
    boolean lack(NodeDocument node, ConnectionId connection) {
        Routed ready = routed.get(node.node());
        TunnelStates sending = Optional.ofNullable(sends.get(vpcOf(node)))
                .map(nodes -> nodes.getOrDefault(node.node(), TunnelStates.ALL_DOWN))
                .orElse(null);
        return (ready != null && !ready.whole().contains(connection))
                || (sending != null
                        && !sending.up().contains(connection)
                        && !sending.undecided().contains(connection));
    }

    /// Makes the node with its links and routes.
    void apply(NodeDocument node) {
        routed.put(node.node(), network.apply(node, () -> states(node)));
    }

    /// Makes the VPC with its workloads and routes.
    void apply(VpcDocument vpc) {
        network.apply(vpc, () -> send(vpc));
        sends(vpc);
    }

    /// The node's namespace has vanished, and what it routed into with it.
    void lost(NodeId node) {
        routed.put(node, Routed.NOTHING);
    }

    void forget(NodeId node) {
        routed.remove(node);
    }

    /// Forgets what is not among the documents any more.
    void keepOnly(Wanted documents) {
        Set<String> ids =
                documents.documents().keySet().stream().map(DocumentKey::id).collect(Collectors.toSet());
        routed.keySet().removeIf(node -> !ids.contains(node.toString()));
        sent.keySet().removeIf(vpc -> !ids.contains(vpc.toString()));
        sends.keySet().removeIf(vpc -> !ids.contains(vpc.toString()));
        paths.keySet().removeIf(vpc -> !ids.contains(vpc.toString()));
    }

    private void sends(VpcDocument vpc) {
        Optional.ofNullable(sent.get(vpc.vpc())).ifPresent(states -> sends.put(vpc.vpc(), states));
    }

    private TunnelStates send(VpcDocument vpc) {
        Map<NodeId, TunnelStates> states =
                paths(vpc).keySet().stream().collect(Collectors.toMap(Function.identity(), node -> part(vpc, node)));
        sent.put(vpc.vpc(), states);
        return TunnelStates.of(states.values());
    }

    private TunnelStates sent(VpcDocument vpc, NodeId node) {
        return sent.getOrDefault(vpc.vpc(), Map.of()).getOrDefault(node, TunnelStates.ALL_DOWN);
    }

    private TunnelStates states(NodeDocument node) {
        return states(
                node.node(), node.tunnels().stream().map(Tunnel::connection).collect(Collectors.toSet()));
    }

    private TunnelStates states(NodeId node, Set<ConnectionId> connections) {
        Map<ConnectionId, TunnelReport> seen =
                tunnels.observe(node).stream().collect(Collectors.toMap(TunnelReport::connection, Function.identity()));
        // Asked for last: what is up as a whole by then is whole in it too.
        Map<ConnectionId, Set<Prefix>> carried = tunnels.carried(node);
        Set<ConnectionId> up = new HashSet<>();
        Set<ConnectionId> fresh = new HashSet<>();
        Set<ConnectionId> undecided = new HashSet<>();
        Map<ConnectionId, Set<Prefix>> partly = new HashMap<>();
        Instant lasting = clock.instant().minus(SETTLES);
        for (ConnectionId connection : connections) {
            TunnelReport report = seen.get(connection);
            if (report == null || report.state() == TunnelReport.State.APPLYING) {
                undecided.add(connection);
            } else if (report.state() == TunnelReport.State.UP) {
                up.add(connection);
                if (report.since().isAfter(lasting)) {
                    fresh.add(connection);
                }
            } else if (!carried.getOrDefault(connection, Set.of()).isEmpty()) {
                partly.put(connection, carried.get(connection));
            }
        }
        return new TunnelStates(up, fresh, undecided, partly);
    }

    /// What the VPC may rely on of a node: a tunnel is of use to it only when its node routes into it.
    private TunnelStates part(VpcDocument vpc, NodeId node) {
        Set<ConnectionId> connections = paths(vpc).getOrDefault(node, Set.of());
        if (connections.isEmpty() || !network.exists(node)) {
            return TunnelStates.ALL_DOWN;
        }
        TunnelStates states = states(node, connections);
        Routed ready = routed.get(node);
        if (ready == null) {
            Set<ConnectionId> undecided = new HashSet<>(states.undecided());
            undecided.addAll(states.up());
            undecided.addAll(states.partly().keySet());
            return new TunnelStates(Set.of(), Set.of(), undecided, Map.of());
        }
        Map<ConnectionId, Set<Prefix>> partly = new HashMap<>();
        states.partly().forEach((id, networks) -> partly.put(id, led(ready, id, networks)));
        return new TunnelStates(
                both(states.up(), ready.whole()), both(states.fresh(), ready.whole()), states.undecided(), partly);
    }

    private Map<NodeId, Set<ConnectionId>> paths(VpcDocument vpc) {
        return paths.compute(
                        vpc.vpc(),
                        (_, known) ->
                                known != null && known.document().equals(vpc) ? known : new Paths(vpc, byNode(vpc)))
                .byNode();
    }

    private static Map<NodeId, Set<ConnectionId>> byNode(VpcDocument vpc) {
        return vpc.peerRoutes().stream()
                .flatMap(route -> route.paths().stream())
                .collect(Collectors.groupingBy(
                        VpcDocument.Path::node, Collectors.mapping(VpcDocument.Path::connection, Collectors.toSet())));
    }

    private static Set<ConnectionId> both(Set<ConnectionId> one, Set<ConnectionId> other) {
        return one.stream().filter(other::contains).collect(Collectors.toSet());
    }

    private static Set<Prefix> led(Routed ready, ConnectionId connection, Set<Prefix> networks) {
        return networks.stream()
                .filter(network -> ready.leads(connection, network))
                .collect(Collectors.toSet());
    }
}
