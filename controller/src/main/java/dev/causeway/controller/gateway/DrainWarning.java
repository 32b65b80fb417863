package dev.causeway.controller.gateway;

import dev.causeway.model.NodeId;
import java.util.Collection;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// What is lost by draining a node, as far as that is known beforehand.
final class DrainWarning {

    private DrainWarning() {}

    /// @param carrying the nodes that have a connection that is up
    static Optional<String> of(NodeView node, NodeView other, Collection<NodeId> carrying) {
        Stream<String> idle = carrying.contains(node.id()) && !carrying.contains(other.id())
                ? Stream.of("no connection of node %d is up, and none of what goes by node %d can move there"
                        .formatted(other.index(), node.index()))
                : Stream.empty();
        Stream<String> elsewhere = node.hostId().isPresent()
                        && other.hostId().isPresent()
                        && !node.hostId().equals(other.hostId())
                ? Stream.of(("node %d is on another host, to which the networks of the VPC are not joined: what is on"
                                + " this host is cut off from customers")
                        .formatted(other.index()))
                : Stream.empty();
        String all = Stream.concat(idle, elsewhere).collect(Collectors.joining("; "));
        return all.isEmpty() ? Optional.empty() : Optional.of(all);
    }
}
