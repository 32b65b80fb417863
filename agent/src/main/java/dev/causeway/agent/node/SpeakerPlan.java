package dev.causeway.agent.node;

import dev.causeway.agent.host.SiblingLink;
import dev.causeway.agent.host.Slot;
import dev.causeway.agent.routing.SpeakerConfig;
import dev.causeway.model.InterfaceAddress;
import dev.causeway.model.NodeId;
import dev.causeway.model.Prefix;
import dev.causeway.model.document.NodeService;
import dev.causeway.model.document.Speaker;
import dev.causeway.model.document.Steering;
import dev.causeway.model.document.Tunnel;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// What the document of a node that speaks BGP means for the driver.
///
/// @param inside the node's address in the cloud: others know the node by it, as it outlasts the node's EIPs, and the
///     network that it lies in is the cloud's as the local subnets are
record SpeakerPlan(NodeService.SiteToCloud service, Speaker speaker, InterfaceAddress inside) {

    SpeakerConfig config() {
        return new SpeakerConfig(
                speaker.asn(),
                inside.address(),
                speaker.rank(),
                service.localSubnets(),
                Stream.concat(service.localSubnets().stream(), Stream.of(inside.prefix()))
                        .distinct()
                        .toList(),
                neighbours(),
                speaker.sibling().map(other -> onLink(other.node(), speaker.index())),
                service.drain().isPresent());
    }

    private List<SpeakerConfig.Neighbour> neighbours() {
        return service.tunnels().stream()
                .flatMap(tunnel -> neighbour(tunnel).stream())
                .toList();
    }

    /// Whether the routes into a tunnel are learned.
    static boolean isLearned(Tunnel tunnel) {
        return neighbour(tunnel).isPresent();
    }

    private static Optional<SpeakerConfig.Neighbour> neighbour(Tunnel tunnel) {
        return switch (tunnel.steering()) {
            case Steering.Static _, Steering.Policy _ -> Optional.empty();
            case Steering.Bgp(List<Prefix> accepted, long asn, boolean hub) ->
                Optional.of(new SpeakerConfig.Neighbour(
                        tunnel.connection(),
                        new Slot(tunnel.slot()),
                        tunnel.localAddress().address(),
                        tunnel.peerAddress().address(),
                        asn,
                        accepted,
                        hub,
                        tunnel.resets()));
        };
    }

    private static SpeakerConfig.Sibling onLink(NodeId other, int index) {
        return new SpeakerConfig.Sibling(
                other,
                SiblingLink.end(index).address(),
                SiblingLink.farEnd(index).address());
    }
}
