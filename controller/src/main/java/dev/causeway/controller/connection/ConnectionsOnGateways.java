package dev.causeway.controller.connection;

import dev.causeway.controller.database.Select;
import dev.causeway.controller.gateway.GatewayUser;
import dev.causeway.model.ConnectionId;
import dev.causeway.model.CustomerGatewayId;
import dev.causeway.model.GatewayId;
import dev.causeway.model.NodeId;
import dev.causeway.model.PreSharedKey;
import dev.causeway.model.Prefix;
import dev.causeway.model.document.Steering;
import dev.causeway.model.document.Tunnel;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/// What gateways must know of their connections.
final class ConnectionsOnGateways implements GatewayUser {

    private final Psks psks;

    ConnectionsOnGateways(Psks psks) {
        this.psks = psks;
    }

    @Override
    public Select<Map.Entry<GatewayId, Usage>> usage(Select<GatewayId> gateways) {
        return Select.of(
                        row -> Map.entry(
                                row.id("gateway_id", GatewayId::new),
                                new Usage(row.number("connections"), row.number("groups"))),
                        """
                        SELECT gateway_id, count(*) AS connections,
                               count(DISTINCT customer_gateway_id) AS groups
                          FROM vpn_connection""")
                .among(" WHERE gateway_id", gateways)
                .and(" GROUP BY gateway_id");
    }

    @Override
    public boolean any(Handle tx, GatewayId gateway) {
        return Select.of(
                        row -> row.flag("found"),
                        "SELECT EXISTS (SELECT FROM vpn_connection WHERE gateway_id = ?) AS found",
                        gateway)
                .list(tx)
                .getFirst();
    }

    @Override
    public boolean leadsTo(Handle tx, CustomerGatewayId customerGateway) {
        return Select.of(
                        row -> row.flag("found"),
                        "SELECT EXISTS (SELECT FROM vpn_connection WHERE customer_gateway_id = ?) AS found",
                        customerGateway)
                .list(tx)
                .getFirst();
    }

    @Override
    public Optional<Prefix> peerSubnetInside(Handle tx, GatewayId gateway, List<Prefix> subnets) {
        return tx.createQuery("""
                        SELECT peer FROM (
                            SELECT unnest(peer_subnets) AS peer FROM vpn_connection WHERE gateway_id = :gateway
                             UNION ALL
                            SELECT r.destination
                              FROM policy_rule r JOIN vpn_connection c ON c.id = r.connection_id
                             WHERE c.gateway_id = :gateway
                        ) AS peers
                         WHERE peer <<= ANY (:subnets)
                         LIMIT 1""")
                .bind("gateway", gateway)
                .bindArray("subnets", Prefix.class, subnets)
                .mapTo(Prefix.class)
                .findOne();
    }

    @Override
    public List<Prefix> sources(Handle tx, GatewayId gateway) {
        return tx.createQuery("""
                        SELECT DISTINCT r.source
                          FROM policy_rule r JOIN vpn_connection c ON c.id = r.connection_id
                         WHERE c.gateway_id = :gateway""").bind("gateway", gateway).mapTo(Prefix.class).list();
    }

    @Override
    public void addressChanged(Handle tx, NodeId node, Instant now) {
        ConnectionWrites.raise(node, now).in(tx);
    }

    @Override
    public List<Steering.Bgp> spoken(Handle tx, NodeId node) {
        return ConnectionTable.wantedOn(List.of(node)).list(tx).stream()
                .flatMap(connection -> connection.steering().spoken().stream())
                .toList();
    }

    @Override
    public List<Tunnel> tunnels(Handle tx, NodeId node) {
        Map<ConnectionId, PreSharedKey> keys = psks.ofNode(tx, node);
        return ConnectionTable.wantedOn(List.of(node)).list(tx).stream()
                .flatMap(connection -> connection.onNode(Optional.ofNullable(keys.get(connection.id()))).stream())
                .toList();
    }
}
