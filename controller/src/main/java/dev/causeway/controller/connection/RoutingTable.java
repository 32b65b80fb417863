package dev.causeway.controller.connection;

import dev.causeway.controller.gateway.VpnGateway;
import dev.causeway.controller.node.GatewayNode;
import dev.causeway.controller.reports.NodeRoute;
import dev.causeway.model.ConnectionId;
import dev.causeway.model.InvalidInput;
import dev.causeway.model.Ipv4;
import dev.causeway.model.NodeId;
import dev.causeway.model.Prefix;
import dev.causeway.model.document.SeenRoute;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The routes of a gateway's nodes: those into the cloud, those of connections that lead somewhere by settings and are
/// active, and those that the nodes tell of, which are learnt.
final class RoutingTable {

    /// How a network of the cloud is announced.
    private static final String OF_THE_CLOUD = "igp";

    /// As a route would be announced that was not learnt.
    private static final String BY_SETTINGS = "incomplete";

    /// A route.
    ///
    /// @param origin as BGP has it
    /// @param med the multi-exit discriminator
    /// @param towards what packets are given to; empty for the cloud
    record Entry(Place place, String origin, String asPath, long med, Optional<Towards> towards) {}

    /// What packets are given to.
    sealed interface Towards {

        /// A customer gateway.
        record Tunnel(ConnectionId connection) implements Towards {}

        /// The other node of the gateway.
        record Sibling() implements Towards {}
    }

    /// Where a route stands in the table. A gateway has one at each place.
    ///
    /// @param node the index of the node
    /// @param outbound the node's address on the link that packets leave by
    record Place(Prefix destination, int node, Ipv4 nexthop, Ipv4 outbound) implements Comparable<Place> {

        private static final Comparator<Place> ORDER = Comparator.comparing(Place::destination)
                .thenComparingInt(Place::node)
                .thenComparing(Place::nexthop)
                .thenComparing(Place::outbound);

        @Override
        public int compareTo(Place other) {
            return ORDER.compare(this, other);
        }

        /// Reads what [#toString] wrote.
        ///
        /// @throws InvalidInput if it did not
        static Place parse(String text) {
            String[] parts = text.split(",", -1);
            try {
                if (parts.length == 4) {
                    return new Place(
                            Prefix.parse(parts[0]),
                            Integer.parseInt(parts[1]),
                            Ipv4.parse(parts[2]),
                            Ipv4.parse(parts[3]));
                }
            } catch (InvalidInput | NumberFormatException _) {
                // The same is said of it.
            }
            throw new InvalidInput("must be the next_marker of the page before");
        }

        @Override
        public String toString() {
            return destination + "," + node + "," + nexthop + "," + outbound;
        }
    }

    private final VpnGateway gateway;
    private final Map<NodeId, GatewayNode> nodes;

    private RoutingTable(VpnGateway gateway) {
        this.gateway = gateway;
        this.nodes = gateway.nodes().stream().collect(Collectors.toMap(GatewayNode::id, Function.identity()));
    }

    /// All routes, in the order of their places.
    ///
    /// @param active the connections of the gateway that are
    /// @param told by its nodes
    static List<Entry> of(VpnGateway gateway, List<VpnConnection> active, List<NodeRoute> told) {
        var table = new RoutingTable(gateway);
        var entries = new TreeMap<Place, Entry>();
        Stream.of(
                        table.inside(),
                        active.stream().flatMap(table::led),
                        told.stream().flatMap(table::told))
                .flatMap(Function.identity())
                .forEach(entry -> entries.putIfAbsent(entry.place(), entry));
        return List.copyOf(entries.values());
    }

    /// A node that was never there has no routes.
    private Stream<Entry> inside() {
        return gateway.nodes().stream()
                .filter(node -> node.appliedGeneration() > 0)
                .flatMap(node -> gateway.localSubnets().stream()
                        .map(subnet -> new Entry(
                                new Place(subnet, node.index(), node.address(), node.address()),
                                OF_THE_CLOUD,
                                "",
                                0,
                                Optional.empty())));
    }

    private Stream<Entry> led(VpnConnection connection) {
        return switch (connection.spec().steering()) {
            case SteeringSpec.Static _, SteeringSpec.Policy _ ->
                connection.spec().steering().destinations().stream().map(destination -> led(connection, destination));
            case SteeringSpec.Bgp _ -> Stream.empty();
        };
    }

    private Entry led(VpnConnection connection, Prefix destination) {
        TunnelAddresses tunnel = connection.spec().tunnel();
        int node = nodes.get(connection.ends().node()).index();
        return new Entry(
                new Place(
                        destination,
                        node,
                        tunnel.peer().address(),
                        tunnel.local().address()),
                BY_SETTINGS,
                "",
                0,
                Optional.of(new Towards.Tunnel(connection.id())));
    }

    /// Networks of the cloud are not taken from here: they are there whether a node speaks BGP or not.
    private Stream<Entry> told(NodeRoute told) {
        return switch (told.route().way()) {
            case TUNNEL -> Stream.of(told(told, new Towards.Tunnel(new ConnectionId(told.source()))));
            case SIBLING -> Stream.of(told(told, new Towards.Sibling()));
            case LOCAL -> Stream.empty();
        };
    }

    private Entry told(NodeRoute told, Towards towards) {
        SeenRoute route = told.route();
        return new Entry(
                new Place(
                        route.destination(),
                        nodes.get(told.node()).index(),
                        route.nexthop().orElse(route.outbound()),
                        route.outbound()),
                switch (route.origin()) {
                    case IGP -> "igp";
                    case EGP -> "egp";
                    case INCOMPLETE -> "incomplete";
                },
                route.asPath(),
                route.med(),
                Optional.of(towards));
    }
}
