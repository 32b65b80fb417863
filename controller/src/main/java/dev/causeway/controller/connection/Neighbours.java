package dev.causeway.controller.connection;

import static java.util.stream.Collectors.toSet;

import dev.causeway.controller.database.As;
import dev.causeway.model.ConnectionId;
import dev.causeway.model.Ipv4;
import dev.causeway.model.NodeId;
import dev.causeway.model.Prefix;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

/// What the connections of a gateway occupy: read at once, under the gateway's lock.
record Neighbours(List<Neighbour> all) {

    private static final int SLOTS = 250;

    record Neighbour(
            ConnectionId id,
            NodeId node,
            int slot,
            @As("peer_address") Ipv4 peer,
            Prefix tunnelNetwork) {}

    /// The lowest slot of a node that no connection has.
    int freeSlot(NodeId node) {
        Set<Integer> taken = all.stream()
                .filter(one -> one.node().equals(node))
                .map(Neighbour::slot)
                .collect(toSet());
        return IntStream.rangeClosed(1, SLOTS)
                .filter(slot -> !taken.contains(slot))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("node " + node + " has no slot left"));
    }

    /// Whether another connection of the node leads to that address.
    boolean havePeer(NodeId node, Ipv4 peer, ConnectionId butNot) {
        return all.stream()
                .anyMatch(one -> one.node().equals(node)
                        && one.peer().equals(peer)
                        && !one.id().equals(butNot));
    }

    /// The addresses of the customer gateways that other connections of the gateway lead to.
    List<Ipv4> peersBut(ConnectionId butNot) {
        return all.stream()
                .filter(one -> !one.id().equals(butNot))
                .map(Neighbour::peer)
                .distinct()
                .toList();
    }

    Set<Prefix> tunnelNetworks() {
        return all.stream().map(Neighbour::tunnelNetwork).collect(toSet());
    }
}
