package dev.causeway.controller.clientgateway;

import dev.causeway.controller.fleet.Documents;
import dev.causeway.controller.inventory.Eip;
import dev.causeway.controller.inventory.Vpc;
import dev.causeway.controller.node.GatewayStatus;
import dev.causeway.controller.node.NodeTable;
import dev.causeway.controller.resource.Moments;
import dev.causeway.model.Coded;
import dev.causeway.model.EipId;
import dev.causeway.model.GatewayId;
import dev.causeway.model.P2cCode;
import dev.causeway.model.ProjectId;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/// The rules for making, changing and deleting P2C gateways.
final class P2cGatewayChanges {

    private final P2cGateways gateways;
    private final Documents documents;
    private final OnGateways servers;
    private final P2cPlacement placement;
    private final Clock clock;

    P2cGatewayChanges(
            P2cGateways gateways, Documents documents, OnGateways servers, P2cPlacement placement, Clock clock) {
        this.gateways = gateways;
        this.documents = documents;
        this.servers = servers;
        this.placement = placement;
        this.clock = clock;
    }

    /// Makes a gateway, with the place of its node.
    ///
    /// @param order that makes it, if one does
    GatewayId create(Handle tx, ProjectId project, P2cGatewayRequest request, Optional<String> order) {
        Instant now = Moments.next(tx, P2cGateway.TYPE, project, clock.instant());
        placement.keepEip(tx, project, request);
        P2cGateway gateway = placement.plan(tx, project, request, order, now);
        P2cGatewayTable.insert(tx, gateway);
        request.eip().ifPresent(eip -> placement.bindEip(tx, gateway, eip));
        placement.placeNode(tx, gateway);
        return gateway.id();
    }

    /// Changes name and EIP; what is absent stays.
    void update(Handle tx, ProjectId project, GatewayId id, P2cGatewayUpdate update) {
        P2cGateway gateway = gateways.lockSettled(tx, project, id);
        Instant now = now();
        update.name().ifPresent(name -> P2cGatewayTable.rename(tx, id, name, now));
        update.eip().ifPresent(eip -> bind(tx, gateway, eip));
    }

    /// Begins to delete a gateway, with its server and all below that. It is gone when nothing of these remains
    /// on a host.
    ///
    /// @throws Coded if it is being created, or frozen so that it cannot be deleted
    void delete(Handle tx, ProjectId project, GatewayId id) {
        P2cGateway gateway = gateways.lock(tx, project, id);
        if (gateway.deleting()) {
            return;
        }
        if (gateway.frozenEffect().filter(effect -> !effect.deletable()).isPresent()) {
            throw P2cCode.GATEWAY_NOT_READY.failure();
        }
        if (gateways.status(tx, gateway) == GatewayStatus.PENDING_CREATE) {
            throw P2cCode.GATEWAY_BEING_CREATED.failure();
        }
        P2cOrderTable.removeOpen(tx, id);
        P2cGatewayTable.markDeleting(tx, id);
        P2cGatewayTable.raise(tx, id, now());
        // The ways to its clients go with it.
        documents.touch(tx, Vpc.document(gateway.vpc()));
        servers.withdraw(tx, id);
        documents.withdraw(tx, gateway.node().document());
    }

    /// Takes a gateway out of service. One that is so already has another effect from now on.
    ///
    /// @throws Coded if there is no such gateway, or it is being deleted
    void freeze(Handle tx, GatewayId id, FrozenEffect effect) {
        P2cGateway gateway = lockLiving(tx, id);
        P2cGatewayTable.freeze(tx, id, Optional.of(effect));
        if (!gateway.frozen()) {
            serve(tx, gateway, false);
        }
    }

    /// Brings a gateway into service again.
    ///
    /// @throws Coded if there is no such gateway, or it is being deleted
    void unfreeze(Handle tx, GatewayId id) {
        P2cGateway gateway = lockLiving(tx, id);
        if (gateway.frozen()) {
            P2cGatewayTable.freeze(tx, id, Optional.empty());
            serve(tx, gateway, true);
        }
    }

    /// Lets so many clients be connected at once. Those that are stay so.
    ///
    /// @throws Coded if the server's network is too small for them, or it has more users than that
    void allow(Handle tx, ProjectId project, GatewayId id, int connections) {
        var _ = gateways.lockSettled(tx, project, id);
        servers.requireRoom(tx, id, connections);
        P2cGatewayTable.allow(tx, id, connections, now());
        servers.roomChanged(tx, id);
    }

    /// Takes notice that the tenant has taken the gateway's EIP away.
    void released(Handle tx, P2cGateway gateway) {
        NodeTable.disownEip(tx, gateway.node().id());
        if (gateway.deleting()) {
            follow(tx, gateway, now());
        } else {
            serve(tx, gateway, false);
        }
    }

    private void bind(Handle tx, P2cGateway gateway, EipId wanted) {
        Optional<EipId> bound = gateways.eip(tx, gateway).map(Eip::id);
        if (bound.equals(Optional.of(wanted))) {
            return;
        }
        if (bound.isPresent()) {
            throw P2cCode.GATEWAY_HAS_EIP.at("eip_id");
        }
        placement.bind(tx, gateway, wanted, "eip_id");
        NodeTable.disownEip(tx, gateway.node().id());
        serve(tx, gateway, true);
    }

    /// Without an EIP, too, nobody can be connected.
    private void serve(Handle tx, P2cGateway gateway, boolean inService) {
        servers.served(tx, gateway.id(), inService);
        follow(tx, gateway, now());
    }

    /// Has the node follow what has changed of the gateway.
    private void follow(Handle tx, P2cGateway gateway, Instant now) {
        P2cGatewayTable.raise(tx, gateway.id(), now);
        gateways.touch(tx, gateway);
    }

    private P2cGateway lockLiving(Handle tx, GatewayId id) {
        P2cGateway gateway = gateways.lock(tx, id);
        if (gateway.deleting()) {
            throw P2cCode.GATEWAY_BEING_DELETED.failure();
        }
        return gateway;
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }
}
