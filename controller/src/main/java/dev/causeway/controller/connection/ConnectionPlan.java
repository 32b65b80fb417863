package dev.causeway.controller.connection;

import static java.util.stream.Collectors.joining;

import dev.causeway.controller.gateway.Flavor;
import dev.causeway.controller.gateway.VpnGateway;
import dev.causeway.controller.node.GatewayNode;
import dev.causeway.model.ConnectionId;
import dev.causeway.model.ConnectionStyle;
import dev.causeway.model.HaMode;
import dev.causeway.model.HaRole;
import dev.causeway.model.InvalidInput;
import dev.causeway.model.Ipv4;
import dev.causeway.model.NotReady;
import dev.causeway.model.Prefix;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.random.RandomGenerator;

/// Turns requests into connections that fit their surroundings, or says why they do not.
final class ConnectionPlan {

    private final RandomGenerator random = new SecureRandom();

    /// Plans a new connection.
    VpnConnection create(Surroundings surroundings, ConnectionRequest request, Instant now) {
        VpnGateway gateway = surroundings.gateway();
        Neighbours neighbours = surroundings.neighbours();
        if (neighbours.all().size() >= Flavor.CONNECTIONS) {
            throw InvalidInput.at("vgw_id", "the gateway has its %d connections", Flavor.CONNECTIONS);
        }
        GatewayNode node = node(surroundings, request);
        var ends = ends(surroundings, node, request.steering().style());
        var identity = new VpnConnection.Identity(
                ConnectionId.random(),
                gateway.project(),
                neighbours.freeSlot(node.id()),
                role(gateway, node, request),
                request.tags(),
                gateway.enterpriseProject());
        var connection = new VpnConnection(
                identity, ends, request.spec(ends, tunnel(neighbours, request)), VpnConnection.History.beginning(now));
        requireFit(surroundings, Change.fresh(connection));
        return connection;
    }

    /// Plans a changed connection, with its generation raised if the data plane must follow.
    VpnConnection update(Surroundings surroundings, VpnConnection before, ConnectionUpdate update, Instant now) {
        requireLiving(before);
        VpnConnection.Ends ends = surroundings
                .peer()
                .map(peer -> before.ends()
                        .leadingTo(
                                peer,
                                SpokenPeer.asNumber(before.spec().steering().style(), surroundings.gateway(), peer)))
                .orElse(before.ends());
        ConnectionSpec spec = update.on(before, ends);
        VpnConnection after = before.changed(ends, spec, update.psk().isPresent(), now);
        if (!spec.tunnel().network().equals(before.spec().tunnel().network())) {
            requireFree(surroundings.neighbours().tunnelNetworks(), spec.tunnel());
        }
        requireFit(surroundings, new Change(Optional.of(before), after));
        return after;
    }

    /// Checks that nothing is asked of a connection that is about to go.
    static void requireLiving(VpnConnection connection) {
        if (connection.deleting()) {
            throw new NotReady("resource (type=CONNECTION, ID=%s) is not ready, currently DELETING", connection.id());
        }
    }

    /// Checks what is new of a connection, against everything, and what the new is to go with. Facts that were
    /// accepted before are left alone.
    private static void requireFit(Surroundings surroundings, Change change) {
        VpnConnection connection = change.after();
        if (change.peerIsNew()) {
            requirePeer(surroundings, connection);
        }
        List<Ipv4> peers = new ArrayList<>(surroundings.neighbours().peersBut(connection.id()));
        peers.add(connection.ends().peer());
        NetworkRules.check(surroundings, change, peers);
        if (change.peerIsNew()) {
            NetworkRules.requireOutside(connection, connection.ends().peer());
        }
    }

    private static void requirePeer(Surroundings surroundings, VpnConnection connection) {
        VpnConnection.Ends ends = connection.ends();
        if (surroundings.eips().values().stream().anyMatch(eip -> eip.address().equals(ends.peer()))) {
            throw InvalidInput.at("cgw_id", "the customer gateway has an address of the VPN gateway itself");
        }
        if (surroundings.neighbours().havePeer(ends.node(), ends.peer(), connection.id())) {
            throw ConnectionConstraints.secondToPeer();
        }
        surroundings.aroundPeer().ifPresent(destination -> {
            throw InvalidInput.at(
                    "cgw_id",
                    "the customer gateway's address lies in %s, to which a connection of the gateway leads",
                    destination);
        });
    }

    private static VpnConnection.Ends ends(Surroundings surroundings, GatewayNode node, ConnectionStyle style) {
        Surroundings.Eip eip = surroundings.eips().get(node.id());
        var peer = surroundings.peer().orElseThrow();
        return new VpnConnection.Ends(
                surroundings.gateway().id(),
                node.id(),
                Optional.of(eip.id()),
                Optional.of(eip.address()),
                peer.id(),
                peer.address(),
                SpokenPeer.asNumber(style, surroundings.gateway(), peer));
    }

    private static GatewayNode node(Surroundings surroundings, ConnectionRequest request) {
        return surroundings.gateway().nodes().stream()
                .filter(node -> Optional.ofNullable(surroundings.eips().get(node.id()))
                        .filter(eip -> eip.id().equals(request.gatewayAddress()))
                        .isPresent())
                .findFirst()
                .orElseThrow(() -> InvalidInput.at(
                        "vgw_ip",
                        "must be the ID of an EIP of the gateway: %s",
                        surroundings.eips().values().stream()
                                .map(eip -> eip.id().toString())
                                .collect(joining(" or "))));
    }

    private static HaRole role(VpnGateway gateway, GatewayNode node, ConnectionRequest request) {
        if (gateway.haMode() == HaMode.ACTIVE_ACTIVE) {
            HaRole role = request.haRole().orElse(HaRole.MASTER);
            if (role != HaRole.MASTER) {
                throw InvalidInput.at("ha_role", "must be master on an active-active gateway");
            }
            return role;
        }
        return request.haRole()
                .filter(role -> role == node.role())
                .orElseThrow(() -> InvalidInput.at(
                        "ha_role",
                        "must be %s at this EIP of an active-standby gateway",
                        node.role().word()));
    }

    private TunnelAddresses tunnel(Neighbours neighbours, ConnectionRequest request) {
        Set<Prefix> taken = neighbours.tunnelNetworks();
        request.tunnel().ifPresent(tunnel -> requireFree(taken, tunnel));
        return request.tunnel().orElseGet(() -> TunnelAddresses.choose(taken, random));
    }

    private static void requireFree(Set<Prefix> taken, TunnelAddresses tunnel) {
        if (taken.contains(tunnel.network())) {
            throw InvalidInput.at("tunnel_local_address", "another connection of the gateway has %s", tunnel.network());
        }
    }
}
