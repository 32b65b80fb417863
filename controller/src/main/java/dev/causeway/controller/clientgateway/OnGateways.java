package dev.causeway.controller.clientgateway;

import dev.causeway.model.GatewayId;
import dev.causeway.model.document.ClientServer;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jdbi.v3.core.Handle;

/// All whose servers lie on gateways.
final class OnGateways {

    private final List<GatewayServer> all = new CopyOnWriteArrayList<>();

    void add(GatewayServer server) {
        all.add(server);
    }

    Optional<ClientServer> wanted(Handle tx, GatewayId gateway) {
        return all.stream()
                .flatMap(server -> server.wanted(tx, gateway).stream())
                .findFirst();
    }

    void withdraw(Handle tx, GatewayId gateway) {
        all.forEach(server -> server.withdraw(tx, gateway));
    }

    boolean remain(Handle tx, GatewayId gateway) {
        return all.stream().anyMatch(server -> server.remains(tx, gateway));
    }

    void remove(Handle tx, GatewayId gateway) {
        all.forEach(server -> server.remove(tx, gateway));
    }

    void served(Handle tx, GatewayId gateway, boolean inService) {
        all.forEach(server -> server.served(tx, gateway, inService));
    }

    void restart(Handle tx, GatewayId gateway) {
        all.forEach(server -> server.restart(tx, gateway));
    }

    void roomChanged(Handle tx, GatewayId gateway) {
        all.forEach(server -> server.roomChanged(tx, gateway));
    }

    void requireRoom(Handle tx, GatewayId gateway, int connections) {
        all.forEach(server -> server.requireRoom(tx, gateway, connections));
    }
}
