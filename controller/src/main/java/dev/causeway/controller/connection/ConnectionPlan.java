package dev.causeway.controller.connection;

import static java.util.stream.Collectors.joining;

import dev.causeway.controller.gateway.CustomerGateway;
import dev.causeway.controller.gateway.CustomerGateways;
import dev.causeway.controller.gateway.Flavor;
import dev.causeway.controller.gateway.GatewayNode;
import dev.causeway.controller.gateway.VpnGateway;
import dev.causeway.controller.inventory.Eip;
import dev.causeway.controller.inventory.Eips;
import dev.causeway.model.ConnectionId;
import dev.causeway.model.HaMode;
import dev.causeway.model.HaRole;
import dev.causeway.model.InvalidInput;
import dev.causeway.model.Ipv4;
import dev.causeway.model.NodeId;
import dev.causeway.model.NotReady;
import dev.causeway.model.Prefix;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.jdbi.v3.core.Handle;

/// Turns requests into connections that fit their gateway, or says why they do not. All of it under the gateway's lock.
final class ConnectionPlan {

    private final CustomerGateways customerGateways;
    private final Eips eips;
    private final NetworkRules networks;
    private final RandomGenerator random = new SecureRandom();

    ConnectionPlan(CustomerGateways customerGateways, Eips eips, NetworkRules networks) {
        this.customerGateways = customerGateways;
        this.eips = eips;
        this.networks = networks;
    }

    /// Plans a new connection.
    VpnConnection create(Handle tx, VpnGateway gateway, ConnectionRequest request, Instant now) {
        Neighbours neighbours = new Neighbours(ConnectionTable.of(gateway.id()).list(tx));
        if (neighbours.all().size() >= Flavor.CONNECTIONS) {
            throw InvalidInput.at("vgw_id", "the gateway has its %d connections", Flavor.CONNECTIONS);
        }
        Map<NodeId, Eip> addresses = addresses(tx, gateway);
        GatewayNode node = node(gateway, addresses, request);
        CustomerGateway peer = customerGateways.keep(tx, gateway.project(), request.customerGateway());
        Eip eip = addresses.get(node.id());
        var ends = new VpnConnection.Ends(gateway.id(), node.id(), eip.id(), eip.address(), peer.id(), peer.address());
        var identity = new VpnConnection.Identity(
                ConnectionId.random(),
                gateway.project(),
                neighbours.freeSlot(node.id()),
                role(gateway, node, request),
                request.tags(),
                gateway.enterpriseProject());
        var connection = new VpnConnection(
                identity, ends, request.spec(ends, tunnel(neighbours, request)), VpnConnection.History.beginning(now));
        requireFit(tx, gateway, Change.fresh(connection), neighbours);
        return connection;
    }

    /// Plans a changed connection, with its generation raised if the data plane must follow.
    VpnConnection update(Handle tx, VpnGateway gateway, VpnConnection before, ConnectionUpdate update, Instant now) {
        if (before.deleting()) {
            throw new NotReady("resource (type=CONNECTION, ID=%s) is not ready, currently DELETING", before.id());
        }
        VpnConnection.Ends ends = update.customerGateway()
                .map(id -> customerGateways.keep(tx, gateway.project(), id))
                .map(peer -> before.ends().leadingTo(peer.id(), peer.address()))
                .orElse(before.ends());
        ConnectionSpec spec = update.on(before, ends);
        VpnConnection after = before.changed(ends, spec, update.psk().isPresent(), now);
        Neighbours neighbours = new Neighbours(ConnectionTable.of(gateway.id()).list(tx));
        if (!spec.tunnel().network().equals(before.spec().tunnel().network())) {
            requireFree(neighbours.tunnelNetworks(), spec.tunnel());
        }
        requireFit(tx, gateway, new Change(Optional.of(before), after), neighbours);
        return after;
    }

    /// Checks what is new of a connection, against everything, and what the new is to go with. Facts that were accepted
    /// before are left alone.
    private void requireFit(Handle tx, VpnGateway gateway, Change change, Neighbours neighbours) {
        VpnConnection connection = change.after();
        List<Ipv4> others = neighbours.peersBut(connection.id());
        if (change.peerIsNew()) {
            requirePeer(tx, gateway, connection, neighbours);
        }
        List<Ipv4> peers = new ArrayList<>(others);
        peers.add(connection.ends().peer());
        networks.check(tx, gateway, change, peers);
        if (change.peerIsNew()) {
            NetworkRules.requireOutside(connection, connection.ends().peer());
        }
    }

    private void requirePeer(Handle tx, VpnGateway gateway, VpnConnection connection, Neighbours neighbours) {
        VpnConnection.Ends ends = connection.ends();
        if (addresses(tx, gateway).values().stream()
                .anyMatch(eip -> eip.address().equals(ends.peer()))) {
            throw InvalidInput.at("cgw_id", "the customer gateway has an address of the VPN gateway itself");
        }
        if (neighbours.havePeer(ends.node(), ends.peer(), connection.id())) {
            throw ConnectionConstraints.secondToPeer();
        }
        ConnectionTable.destinationAround(gateway.id(), ends.peer(), connection.id())
                .first(tx)
                .ifPresent(destination -> {
                    throw InvalidInput.at(
                            "cgw_id",
                            "the customer gateway's address lies in %s, to which a connection of the gateway leads",
                            destination);
                });
    }

    private Map<NodeId, Eip> addresses(Handle tx, VpnGateway gateway) {
        return eips.ofNodes(tx, gateway.nodes().stream().map(GatewayNode::id).toList());
    }

    private static GatewayNode node(VpnGateway gateway, Map<NodeId, Eip> addresses, ConnectionRequest request) {
        return gateway.nodes().stream()
                .filter(node -> Optional.ofNullable(addresses.get(node.id()))
                        .filter(eip -> eip.id().equals(request.gatewayAddress()))
                        .isPresent())
                .findFirst()
                .orElseThrow(() -> InvalidInput.at(
                        "vgw_ip",
                        "must be the ID of an EIP of the gateway: %s",
                        addresses.values().stream()
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
