package dev.causeway.agent.network;

import static java.util.stream.Collectors.flatMapping;
import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toSet;

import dev.causeway.agent.host.KernelRoute;
import dev.causeway.agent.host.LinkNames;
import dev.causeway.agent.host.NetworkView;
import dev.causeway.agent.network.VpcConfig.Lead;
import dev.causeway.agent.network.VpcConfig.WayOut;
import dev.causeway.model.Ipv4;
import dev.causeway.model.Prefix;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Stream;

/// The routes of a VPC to the networks behind nodes, which follow their exits.
final class RoutesBehindNodes {

    private final VpcConfig vpc;
    private final ExitStates states;

    /// Where the VPC sends packets now, by destination.
    private final Map<Prefix, Set<KernelRoute.Hop>> there;

    private RoutesBehindNodes(VpcConfig vpc, ExitStates states, NetworkView there) {
        this.vpc = vpc;
        this.states = states;
        this.there = own(there)
                .collect(groupingBy(KernelRoute::destination, flatMapping(route -> route.hops().stream(), toSet())));
    }

    static Set<KernelRoute> of(VpcConfig vpc, ExitStates states, NetworkView there) {
        return new RoutesBehindNodes(vpc, states, there).routes();
    }

    /// Where a way out leads to a network anyhow, it comes before what has been learned of that network: so it is in
    /// the nodes.
    private Set<KernelRoute> routes() {
        Set<KernelRoute> routes = new HashSet<>();
        vpc.waysOut().forEach(out -> routes.add(KernelRoute.unreachable(out.destination())));
        Set<Prefix> led = new HashSet<>();
        Stream<WayOut> anyhow = vpc.waysOut().stream().filter(out -> !out.isLearned());
        Stream.concat(anyhow, learned()).forEach(out -> {
            List<KernelRoute.Hop> hops = paths(out).stream()
                    .map(VpcConfig.Path::nodeAddress)
                    .distinct()
                    .flatMap(node -> hop(node).stream())
                    .toList();
            if (!hops.isEmpty() && led.add(out.destination())) {
                routes.add(new KernelRoute(out.destination(), KernelRoute.MAIN, 0, hops));
            }
        });
        return routes;
    }

    /// What has been learned, as one way out to each network.
    private Stream<WayOut> learned() {
        Map<Prefix, List<VpcConfig.Path>> paths = new TreeMap<>();
        vpc.waysOut().stream()
                .filter(WayOut::isLearned)
                .forEach(out -> out.paths()
                        .forEach(path -> learned(path)
                                .filter(network -> out.destination().contains(network) && !isTaken(network))
                                .forEach(network -> paths.computeIfAbsent(network, _ -> new ArrayList<>())
                                        .add(path))));
        return paths.entrySet().stream().map(entry -> new WayOut(entry.getKey(), entry.getValue(), Lead.LEARNED));
    }

    /// Where nobody can tell what has been learned, that is what packets go by now.
    private Stream<Prefix> learned(VpcConfig.Path path) {
        Set<Prefix> known = states.learned().get(path.exit());
        if (known != null) {
            return known.stream();
        }
        return states.undecided().contains(path.exit())
                ? there.keySet().stream().filter(network -> leads(network, path))
                : Stream.empty();
    }

    /// Whether a network lies in the VPC itself, or where nothing is learned.
    private boolean isTaken(Prefix network) {
        Stream<Prefix> subnets =
                vpc.subnets().stream().map(subnet -> subnet.gateway().prefix());
        Stream<Prefix> claimed =
                vpc.waysOut().stream().filter(out -> out.lead() == Lead.CLAIMED).map(WayOut::destination);
        return Stream.concat(subnets, claimed).anyMatch(taken -> taken.contains(network));
    }

    /// The paths of lowest rank that are up. One that came up a moment ago, and may be gone in another one, does not
    /// draw packets away from one that lasts.
    private List<VpcConfig.Path> paths(WayOut out) {
        List<VpcConfig.Path> live = out.paths().stream()
                .filter(path ->
                        states.up().contains(path.exit()) || (states.undecided().contains(path.exit()) && leads(path)))
                .toList();
        List<VpcConfig.Path> steady = live.stream()
                .filter(path -> !states.fresh().contains(path.exit()) || leads(out.destination(), path))
                .toList();
        List<VpcConfig.Path> whole = steady.isEmpty() ? live : steady;
        List<VpcConfig.Path> usable = whole.isEmpty() ? partial(out) : whole;
        int best = usable.stream().mapToInt(VpcConfig.Path::rank).min().orElse(0);
        return usable.stream().filter(path -> path.rank() == best).toList();
    }

    /// The paths whose exit is down as a whole and reaches this destination.
    private List<VpcConfig.Path> partial(WayOut out) {
        return out.paths().stream()
                .filter(path ->
                        states.partly().getOrDefault(path.exit(), Set.of()).contains(out.destination()))
                .toList();
    }

    private Optional<KernelRoute.Hop> hop(Ipv4 node) {
        return vpc.subnets().stream()
                .filter(subnet -> subnet.gateway().prefix().contains(node))
                .findFirst()
                .map(subnet -> new KernelRoute.Hop(Optional.of(node), LinkNames.bridge(subnet.id())));
    }

    private boolean leads(VpcConfig.Path path) {
        return there.keySet().stream().anyMatch(network -> leads(network, path));
    }

    private boolean leads(Prefix destination, VpcConfig.Path path) {
        return there.getOrDefault(destination, Set.of()).stream()
                .anyMatch(hop -> hop.via().equals(Optional.of(path.nodeAddress())));
    }

    /// Whether any route that the agent has entered into the main table takes such a hop.
    static boolean leads(NetworkView there, Predicate<KernelRoute.Hop> hop) {
        return own(there).anyMatch(route -> route.hops().stream().anyMatch(hop));
    }

    private static Stream<KernelRoute> own(NetworkView there) {
        return there.routes().stream().filter(route -> route.table() == KernelRoute.MAIN && !route.isForeign());
    }
}
