package dev.causeway.agent.routing;

import dev.causeway.model.ConnectionId;
import dev.causeway.model.Ipv4;
import dev.causeway.model.Prefix;
import java.util.List;
import java.util.Optional;

/// The routes that were learnt from one source.
///
/// @param connection whose customer told them; absent for what the node itself or the other node of the gateway has
/// @param number rises whenever the routes differ from those of the number before
public record RouteTable(Optional<ConnectionId> connection, long number, List<Entry> routes) {

    public RouteTable {
        routes = List.copyOf(routes);
    }

    /// Where packets to a route's destination go.
    public enum Way {
        /// Into a tunnel.
        TUNNEL,
        /// To the other node of the gateway.
        SIBLING,
        /// Into the cloud.
        LOCAL
    }

    /// One route.
    ///
    /// @param nexthop absent for a network of the cloud
    /// @param outbound this node's address on the link that packets leave by
    /// @param origin `igp`, `egp` or `incomplete`
    /// @param asPath the numbers, separated by spaces; empty for a network of the cloud
    public record Entry(
            Prefix destination,
            Optional<Ipv4> nexthop,
            Ipv4 outbound,
            String origin,
            String asPath,
            long med,
            Way way) {}
}
