package dev.causeway.controller.gateway;

import dev.causeway.controller.node.GatewayNode;
import dev.causeway.model.HaMode;
import dev.causeway.model.HaRole;
import dev.causeway.model.Prefix;
import dev.causeway.model.document.Speaker;
import dev.causeway.model.document.Steering;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;

/// How the nodes of gateways speak BGP, which follows from how their tunnels are steered.
final class Speakers {

    private final GatewayUsers users;

    Speakers(GatewayUsers users) {
        this.users = users;
    }

    /// What a node is told of it.
    ///
    /// @param served how its tunnels are steered
    Optional<Speaker> of(Handle tx, VpnGateway gateway, GatewayNode node, Stream<Steering> served) {
        boolean speaks = served.anyMatch(steering -> steering.spoken().isPresent());
        return speaks
                ? Optional.of(new Speaker(
                        gateway.asNumber().value(), node.index(), rank(gateway, node), sibling(tx, gateway, node)))
                : Optional.empty();
    }

    private static int rank(VpnGateway gateway, GatewayNode node) {
        return gateway.haMode() == HaMode.ACTIVE_STANDBY && node.role() == HaRole.SLAVE ? 1 : 0;
    }

    private Optional<Speaker.Sibling> sibling(Handle tx, VpnGateway gateway, GatewayNode node) {
        return gateway.nodes().stream()
                .map(GatewayNode::id)
                .filter(other -> !other.equals(node.id()))
                .findFirst()
                .flatMap(other -> Optional.of(users.spoken(tx, other))
                        .filter(spoken -> !spoken.isEmpty())
                        .map(spoken -> new Speaker.Sibling(
                                other,
                                networks(spoken.stream()),
                                networks(spoken.stream().filter(Steering.Bgp::hub)))));
    }

    private static List<Prefix> networks(Stream<Steering.Bgp> spoken) {
        return spoken.flatMap(each -> each.peerSubnets().stream())
                .distinct()
                .sorted()
                .toList();
    }
}
