package dev.causeway.agent.node;

import dev.causeway.agent.probe.ProbeTarget;
import dev.causeway.agent.probe.ProbeTarget.Purpose;
import dev.causeway.model.ConnectionId;
import dev.causeway.model.Ipv4;
import dev.causeway.model.document.Monitor;
import dev.causeway.model.document.NodeService;
import dev.causeway.model.document.Steering;
import dev.causeway.model.document.Tunnel;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Whom a node asks for echoes.
record ProbePlan(NodeService.SiteToCloud service, Ipv4 eip) {

    Set<ProbeTarget> targets() {
        return Stream.concat(
                        service.tunnels().stream().flatMap(tunnel -> through(tunnel).stream()),
                        monitored().map(tunnel -> outside(tunnel, eip)))
                .collect(Collectors.toSet());
    }

    /// Whom it asks on the internet.
    Set<Ipv4> asked() {
        return monitored().map(Tunnel::peer).collect(Collectors.toSet());
    }

    private Stream<Tunnel> monitored() {
        Set<ConnectionId> connections =
                service.monitors().stream().map(Monitor::connection).collect(Collectors.toSet());
        return service.tunnels().stream().filter(tunnel -> connections.contains(tunnel.connection()));
    }

    private static ProbeTarget outside(Tunnel tunnel, Ipv4 eip) {
        return new ProbeTarget(tunnel.connection(), Purpose.LINK, eip, tunnel.peer());
    }

    /// The other end of a tunnel, if what it answers decides whether routes lead there.
    static Optional<ProbeTarget> through(Tunnel tunnel) {
        boolean decides = switch (tunnel.steering()) {
            case Steering.Static fixed -> fixed.nqa();
            case Steering.Policy _, Steering.Bgp _ -> false;
        };
        return decides
                ? Optional.of(new ProbeTarget(
                        tunnel.connection(),
                        Purpose.TUNNEL,
                        tunnel.localAddress().address(),
                        tunnel.peerAddress().address()))
                : Optional.empty();
    }
}
