package dev.causeway.agent.node;

import dev.causeway.agent.network.HostNetwork;
import dev.causeway.model.ConnectionId;
import dev.causeway.model.NodeId;
import dev.causeway.model.VpcId;
import dev.causeway.model.document.NodeDocument;
import dev.causeway.model.document.TunnelReport;
import dev.causeway.model.document.VpcDocument;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/// Lets routes follow the tunnels: a node routes into tunnels that are up, and a VPC sends to nodes that do.
final class TunnelRoutes {

    private final HostNetwork network;
    private final TunnelDriver tunnels;
    private final Supplier<Wanted> wanted;

    /// What each node routes into, as of its last visit.
    private final Map<NodeId, Set<ConnectionId>> routed = new ConcurrentHashMap<>();

    /// What each VPC sends into, as of its last visit.
    private final Map<VpcId, Set<ConnectionId>> sent = new ConcurrentHashMap<>();

    TunnelRoutes(HostNetwork network, TunnelDriver tunnels, Supplier<Wanted> wanted) {
        this.network = network;
        this.tunnels = tunnels;
        this.wanted = wanted;
    }

    /// The VPC stops sending first and begins to send last, so that no packet reaches a node that has no way for it.
    void follow(NodeDocument node) {
        Optional<VpcDocument> vpc =
                wanted.get().vpc(node.attachment().vpc()).filter(document -> network.exists(document.vpc()));
        vpc.filter(document -> !reachable(document).containsAll(sentInto(document)))
                .ifPresent(document -> network.route(document, () -> send(document)));
        if (network.exists(node.node())) {
            routed.put(node.node(), network.route(node, () -> up(node.node())));
        }
        vpc.filter(document -> !reachable(document).equals(sentInto(document)))
                .ifPresent(document -> network.route(document, () -> send(document)));
    }

    /// Makes the node with its links and routes.
    void apply(NodeDocument node) {
        routed.put(node.node(), network.apply(node, () -> up(node.node())));
    }

    /// Makes the VPC with its workloads and routes.
    void apply(VpcDocument vpc) {
        network.apply(vpc, () -> send(vpc));
    }

    private Set<ConnectionId> send(VpcDocument vpc) {
        Set<ConnectionId> reachable = reachable(vpc);
        sent.put(vpc.vpc(), reachable);
        return reachable;
    }

    private Set<ConnectionId> sentInto(VpcDocument vpc) {
        return sent.getOrDefault(vpc.vpc(), Set.of());
    }

    /// The connections through which a VPC reaches the customer now.
    private Set<ConnectionId> reachable(VpcDocument vpc) {
        return vpc.peerRoutes().stream()
                .flatMap(route -> route.paths().stream())
                .map(VpcDocument.Path::node)
                .distinct()
                .filter(network::exists)
                .flatMap(node -> {
                    Set<ConnectionId> ready = routed.getOrDefault(node, Set.of());
                    return up(node).stream().filter(ready::contains);
                })
                .collect(Collectors.toSet());
    }

    void forget(NodeId node) {
        routed.remove(node);
    }

    private Set<ConnectionId> up(NodeId node) {
        return tunnels.observe(node).stream()
                .filter(tunnel -> tunnel.state() == TunnelReport.State.UP)
                .map(TunnelReport::connection)
                .collect(Collectors.toSet());
    }
}
