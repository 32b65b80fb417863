package dev.causeway.agent.network;

import dev.causeway.agent.host.KernelRoute;
import dev.causeway.agent.host.LinkNames;
import dev.causeway.agent.host.NetworkView;
import dev.causeway.model.Ipv4;
import dev.causeway.model.Prefix;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;

/// The routes of a VPC to the networks behind nodes, which follow their exits.
final class RoutesBehindNodes {

    private RoutesBehindNodes() {}

    static Set<KernelRoute> of(VpcConfig vpc, ExitStates states, NetworkView there) {
        Set<KernelRoute> routes = new HashSet<>();
        for (VpcConfig.WayOut out : vpc.waysOut()) {
            routes.add(KernelRoute.unreachable(out.destination()));
            List<KernelRoute.Hop> hops = paths(out, states, there).stream()
                    .map(VpcConfig.Path::nodeAddress)
                    .distinct()
                    .flatMap(node -> hop(vpc, node).stream())
                    .toList();
            if (!hops.isEmpty()) {
                routes.add(new KernelRoute(out.destination(), KernelRoute.MAIN, 0, hops));
            }
        }
        return routes;
    }

    /// The paths of lowest rank that are up. One that came up a moment ago, and may be gone in another one, does not
    /// draw packets away from one that lasts.
    private static List<VpcConfig.Path> paths(VpcConfig.WayOut out, ExitStates states, NetworkView there) {
        List<VpcConfig.Path> live = out.paths().stream()
                .filter(path -> states.up().contains(path.exit())
                        || (states.undecided().contains(path.exit()) && leads(there, through(path))))
                .toList();
        List<VpcConfig.Path> steady = live.stream()
                .filter(path -> !states.fresh().contains(path.exit()) || leads(there, out.destination(), through(path)))
                .toList();
        List<VpcConfig.Path> whole = steady.isEmpty() ? live : steady;
        List<VpcConfig.Path> usable = whole.isEmpty() ? partial(out, states) : whole;
        int best = usable.stream().mapToInt(VpcConfig.Path::rank).min().orElse(0);
        return usable.stream().filter(path -> path.rank() == best).toList();
    }

    /// The paths whose exit is down as a whole and reaches this destination.
    private static List<VpcConfig.Path> partial(VpcConfig.WayOut out, ExitStates states) {
        return out.paths().stream()
                .filter(path ->
                        states.partly().getOrDefault(path.exit(), Set.of()).contains(out.destination()))
                .toList();
    }

    private static Predicate<KernelRoute.Hop> through(VpcConfig.Path path) {
        return hop -> hop.via().equals(Optional.of(path.nodeAddress()));
    }

    private static Optional<KernelRoute.Hop> hop(VpcConfig vpc, Ipv4 node) {
        return vpc.subnets().stream()
                .filter(subnet -> subnet.gateway().prefix().contains(node))
                .findFirst()
                .map(subnet -> new KernelRoute.Hop(Optional.of(node), LinkNames.bridge(subnet.id())));
    }

    private static boolean leads(NetworkView there, Prefix destination, Predicate<KernelRoute.Hop> hop) {
        return own(there)
                .filter(route -> route.destination().equals(destination))
                .anyMatch(route -> route.hops().stream().anyMatch(hop));
    }

    /// Whether any route that the agent has entered into the main table takes such a hop.
    static boolean leads(NetworkView there, Predicate<KernelRoute.Hop> hop) {
        return own(there).anyMatch(route -> route.hops().stream().anyMatch(hop));
    }

    private static Stream<KernelRoute> own(NetworkView there) {
        return there.routes().stream().filter(route -> route.table() == KernelRoute.MAIN && !route.isForeign());
    }
}
