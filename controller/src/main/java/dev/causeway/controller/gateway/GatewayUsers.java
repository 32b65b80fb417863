package dev.causeway.controller.gateway;

import static java.util.stream.Collectors.toMap;

import dev.causeway.controller.database.Pipeline;
import dev.causeway.controller.database.Select;
import dev.causeway.model.CustomerGatewayId;
import dev.causeway.model.GatewayId;
import dev.causeway.model.NodeId;
import dev.causeway.model.Prefix;
import dev.causeway.model.document.Steering;
import dev.causeway.model.document.Tunnel;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;
import org.jdbi.v3.core.Handle;

/// All who use gateways.
final class GatewayUsers {

    private final List<GatewayUser> users = new CopyOnWriteArrayList<>();

    void add(GatewayUser user) {
        users.add(user);
    }

    /// Asks each of them for its use of these gateways.
    ///
    /// @return gives all of it, once the questions are answered
    Supplier<Map<GatewayId, GatewayUser.Usage>> usage(Select<GatewayId> gateways, Pipeline questions) {
        List<Pipeline.Answer<Map.Entry<GatewayId, GatewayUser.Usage>>> answers =
                users.stream().map(user -> questions.add(user.usage(gateways))).toList();
        return () -> answers.stream()
                .flatMap(answer -> answer.list().stream())
                .collect(toMap(Map.Entry::getKey, Map.Entry::getValue, GatewayUser.Usage::plus));
    }

    boolean any(Handle tx, GatewayId gateway) {
        return users.stream().anyMatch(user -> user.any(tx, gateway));
    }

    boolean leadTo(Handle tx, CustomerGatewayId customerGateway) {
        return users.stream().anyMatch(user -> user.leadsTo(tx, customerGateway));
    }

    Optional<Prefix> peerSubnetInside(Handle tx, GatewayId gateway, List<Prefix> subnets) {
        return users.stream()
                .flatMap(user -> user.peerSubnetInside(tx, gateway, subnets).stream())
                .findFirst();
    }

    List<Prefix> sources(Handle tx, GatewayId gateway) {
        return users.stream()
                .flatMap(user -> user.sources(tx, gateway).stream())
                .toList();
    }

    void addressChanged(Handle tx, NodeId node, Instant now) {
        users.forEach(user -> user.addressChanged(tx, node, now));
    }

    List<Steering.Bgp> spoken(Handle tx, NodeId node) {
        return users.stream().flatMap(user -> user.spoken(tx, node).stream()).toList();
    }

    List<Tunnel> tunnels(Handle tx, NodeId node) {
        return users.stream().flatMap(user -> user.tunnels(tx, node).stream()).toList();
    }
}
