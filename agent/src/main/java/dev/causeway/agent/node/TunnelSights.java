package dev.causeway.agent.node;

import dev.causeway.agent.host.Slot;
import dev.causeway.agent.ipsec.ObservedTunnel;
import dev.causeway.agent.network.Exit;
import dev.causeway.agent.network.ExitId;
import dev.causeway.agent.probe.ProbeTarget;
import dev.causeway.agent.probe.ProbeVerdict;
import dev.causeway.agent.routing.ObservedNeighbour;
import dev.causeway.model.ConnectionId;
import dev.causeway.model.NodeId;
import dev.causeway.model.Prefix;
import dev.causeway.model.document.Block;
import dev.causeway.model.document.ReportPart;
import dev.causeway.model.document.Tunnel;
import dev.causeway.model.document.TunnelReport;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// What all drivers have seen of the tunnels of a node, and what follows for routes and reports.
///
/// @param tunnels those that shall be there
record TunnelSights(NodeId node, List<Tunnel> tunnels, TunnelServing.Drivers drivers) {

    List<Exit> exits() {
        Map<ConnectionId, TunnelSight> sights = sights();
        Map<Slot, Set<Prefix>> learned = isAnyLearned() ? drivers.routing().learned(node) : Map.of();
        return tunnels.stream()
                .sorted(Comparator.comparingInt(Tunnel::slot))
                .map(tunnel -> exit(tunnel, Optional.ofNullable(sights.get(tunnel.connection())), learned))
                .toList();
    }

    private static Exit exit(Tunnel tunnel, Optional<TunnelSight> sight, Map<Slot, Set<Prefix>> learned) {
        var slot = new Slot(tunnel.slot());
        return new Exit(
                Exits.id(tunnel.connection()),
                slot.device(),
                sight.map(TunnelSight::exit).orElse(Exit.State.UNDECIDED),
                Set.copyOf(tunnel.steering().destinations()),
                SpeakerPlan.isLearned(tunnel) ? Optional.of(learned.getOrDefault(slot, Set.of())) : Optional.empty());
    }

    boolean isAnyLearned() {
        return tunnels.stream().anyMatch(SpeakerPlan::isLearned);
    }

    /// Which of the tunnels whose routes are learned carry packets, as far as that is known.
    Map<Slot, Boolean> carrying() {
        Map<Slot, Boolean> carrying = new HashMap<>();
        sights().values().stream().filter(TunnelSight::isLearned).forEach(sight -> {
            var slot = new Slot(sight.tunnel().slot());
            switch (sight.exit()) {
                case Exit.State.Up _ -> carrying.put(slot, true);
                case Exit.State.Down _ -> carrying.put(slot, false);
                case Exit.State.Undecided _ -> {}
            }
        });
        return carrying;
    }

    /// What is told of tunnels, of what they carry, and of sessions. Of tunnels that shall be gone and are not only
    /// that they are there.
    ///
    /// @param isFound whether traffic finds an exit, as far as is known
    List<ReportPart> reports(Predicate<ExitId> isFound) {
        Stream<ReportPart> ofTunnels = told(isFound).stream().map(tunnel -> tunnel);
        Map<ConnectionId, ObservedNeighbour> neighbours = neighbours();
        Stream<ReportPart> ofSessions = tunnels.stream()
                .flatMap(tunnel -> Optional.ofNullable(neighbours.get(tunnel.connection())).stream()
                        .flatMap(seen -> TunnelReports.of(node, tunnel, seen).stream()));
        Stream<ReportPart> ofPairs =
                TunnelReports.of(node, drivers.tunnels().pairs(node)).stream().map(pair -> pair);
        return Stream.of(ofTunnels, ofPairs, ofSessions).flatMap(part -> part).toList();
    }

    /// What is told of tunnels alone.
    List<TunnelReport> told(Predicate<ExitId> isFound) {
        Map<ConnectionId, TunnelSight> sights = sights();
        return drivers.tunnels().observe(node).stream()
                .map(seen -> Optional.ofNullable(sights.get(seen.connection()))
                        .map(TunnelSight::told)
                        .orElse(seen))
                .map(told -> TunnelReports.of(node, told, isFound.test(Exits.id(told.connection()))))
                .toList();
    }

    /// The routes that were learned, and what else who speaks knows of, a block for each source.
    List<Block> routes() {
        return drivers.routing().routes(node).stream()
                .<Block>map(table -> TunnelReports.routes(node, table))
                .toList();
    }

    private Map<ConnectionId, TunnelSight> sights() {
        Map<ConnectionId, ObservedTunnel> seen = drivers.tunnels().observe(node).stream()
                .collect(Collectors.toMap(ObservedTunnel::connection, Function.identity()));
        Map<ConnectionId, ObservedNeighbour> neighbours = neighbours();
        Map<ProbeTarget, ProbeVerdict> verdicts = drivers.probes().observe(node);
        return tunnels.stream()
                .filter(tunnel -> seen.containsKey(tunnel.connection()))
                .map(tunnel -> new TunnelSight(
                        tunnel,
                        seen.get(tunnel.connection()),
                        Optional.ofNullable(neighbours.get(tunnel.connection())),
                        ProbePlan.through(tunnel).map(verdicts::get)))
                .collect(Collectors.toMap(sight -> sight.tunnel().connection(), Function.identity()));
    }

    private Map<ConnectionId, ObservedNeighbour> neighbours() {
        return drivers.routing().observe(node).stream()
                .collect(Collectors.toMap(ObservedNeighbour::connection, Function.identity()));
    }
}
