package dev.causeway.controller.gateway;

import static java.util.stream.Collectors.toMap;

import dev.causeway.model.GatewayId;
import dev.causeway.model.NodeId;
import dev.causeway.model.Prefix;
import dev.causeway.model.document.Tunnel;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jdbi.v3.core.Handle;

/// All who use gateways.
final class GatewayUsers implements GatewayUser {

    private final List<GatewayUser> users = new CopyOnWriteArrayList<>();

    void add(GatewayUser user) {
        users.add(user);
    }

    @Override
    public Map<GatewayId, Usage> usage(Handle tx, Collection<GatewayId> gateways) {
        return users.stream()
                .flatMap(user -> user.usage(tx, gateways).entrySet().stream())
                .collect(toMap(Map.Entry::getKey, Map.Entry::getValue, Usage::plus));
    }

    boolean any(Handle tx, GatewayId gateway) {
        return !usage(tx, List.of(gateway)).isEmpty();
    }

    @Override
    public Optional<Prefix> peerSubnetInside(Handle tx, GatewayId gateway, List<Prefix> subnets) {
        return users.stream()
                .flatMap(user -> user.peerSubnetInside(tx, gateway, subnets).stream())
                .findFirst();
    }

    @Override
    public List<Prefix> sources(Handle tx, GatewayId gateway) {
        return users.stream()
                .flatMap(user -> user.sources(tx, gateway).stream())
                .toList();
    }

    @Override
    public void addressChanged(Handle tx, NodeId node, Instant now) {
        users.forEach(user -> user.addressChanged(tx, node, now));
    }

    @Override
    public List<Tunnel> tunnels(Handle tx, NodeId node) {
        return users.stream().flatMap(user -> user.tunnels(tx, node).stream()).toList();
    }
}
