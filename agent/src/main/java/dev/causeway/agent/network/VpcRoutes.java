package dev.causeway.agent.network;

import dev.causeway.agent.host.NetworkView;
import dev.causeway.agent.host.Route;
import dev.causeway.model.Ipv4;
import dev.causeway.model.Prefix;
import dev.causeway.model.document.VpcDocument;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;

/// The routes of a VPC to its customers' networks, which follow the tunnels.
final class VpcRoutes {

    private VpcRoutes() {}

    static Set<Route> of(VpcDocument document, TunnelStates states, NetworkView there) {
        Set<Route> routes = new HashSet<>();
        for (VpcDocument.PeerRoute peer : document.peerRoutes()) {
            routes.add(Route.unreachable(peer.destination()));
            List<Route.Hop> hops = paths(peer, states, there).stream()
                    .map(VpcDocument.Path::nodeAddress)
                    .distinct()
                    .flatMap(node -> hop(document, node).stream())
                    .toList();
            if (!hops.isEmpty()) {
                routes.add(new Route(peer.destination(), Route.MAIN, 0, hops));
            }
        }
        return routes;
    }

    /// The paths of lowest rank that are up. One that came up a moment ago, and may be gone in another one, does not
    /// draw packets away from one that lasts.
    private static List<VpcDocument.Path> paths(VpcDocument.PeerRoute peer, TunnelStates states, NetworkView there) {
        List<VpcDocument.Path> live = peer.paths().stream()
                .filter(path -> states.up().contains(path.connection())
                        || (states.undecided().contains(path.connection()) && leads(there, through(path))))
                .toList();
        List<VpcDocument.Path> steady = live.stream()
                .filter(path ->
                        !states.fresh().contains(path.connection()) || leads(there, peer.destination(), through(path)))
                .toList();
        List<VpcDocument.Path> whole = steady.isEmpty() ? live : steady;
        List<VpcDocument.Path> usable = whole.isEmpty() ? partial(peer, states) : whole;
        int best = usable.stream().mapToInt(VpcDocument.Path::rank).min().orElse(0);
        return usable.stream().filter(path -> path.rank() == best).toList();
    }

    /// The paths whose tunnel is down as a whole and reaches this destination.
    private static List<VpcDocument.Path> partial(VpcDocument.PeerRoute peer, TunnelStates states) {
        return peer.paths().stream()
                .filter(path -> states.partly()
                        .getOrDefault(path.connection(), Set.of())
                        .contains(peer.destination()))
                .toList();
    }

    private static Predicate<Route.Hop> through(VpcDocument.Path path) {
        return hop -> hop.via().equals(Optional.of(path.nodeAddress()));
    }

    private static Optional<Route.Hop> hop(VpcDocument document, Ipv4 node) {
        return document.subnets().stream()
                .filter(subnet -> subnet.prefix().contains(node))
                .findFirst()
                .map(subnet -> new Route.Hop(Optional.of(node), Layouts.bridge(subnet.id())));
    }

    private static boolean leads(NetworkView there, Prefix destination, Predicate<Route.Hop> hop) {
        return own(there)
                .filter(route -> route.destination().equals(destination))
                .anyMatch(route -> route.hops().stream().anyMatch(hop));
    }

    /// Whether any route that the agent has entered into the main table takes such a hop.
    static boolean leads(NetworkView there, Predicate<Route.Hop> hop) {
        return own(there).anyMatch(route -> route.hops().stream().anyMatch(hop));
    }

    private static Stream<Route> own(NetworkView there) {
        return there.routes().stream().filter(route -> route.table() == Route.MAIN && !route.isForeign());
    }
}
