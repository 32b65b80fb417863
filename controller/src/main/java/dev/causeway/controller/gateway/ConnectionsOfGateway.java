package dev.causeway.controller.gateway;

import static java.util.stream.Collectors.toMap;

import dev.causeway.model.GatewayId;
import dev.causeway.model.NodeId;
import dev.causeway.model.Prefix;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Handle;

/// What a gateway must know of its connections. They are rows of another feature that knows this one, so this one asks
/// the database.
final class ConnectionsOfGateway {

    private ConnectionsOfGateway() {}

    /// How many there are.
    ///
    /// @param groups how many customer gateways they lead to
    record Usage(int connections, int groups) {

        static final Usage NONE = new Usage(0, 0);
    }

    static Map<GatewayId, Usage> usage(Handle tx, Collection<GatewayId> gateways) {
        return tx
                .createQuery("""
                        SELECT gateway_id, count(*) AS connections,
                               count(DISTINCT customer_gateway_id) AS groups
                          FROM vpn_connection
                         WHERE gateway_id = ANY (:gateways)
                         GROUP BY gateway_id""")
                .bindArray(
                        "gateways",
                        UUID.class,
                        gateways.stream().map(GatewayId::value).toList())
                .map((row, _) -> Map.entry(
                        new GatewayId(row.getObject("gateway_id", UUID.class)),
                        new Usage(row.getInt("connections"), row.getInt("groups"))))
                .list()
                .stream()
                .collect(toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    static boolean any(Handle tx, GatewayId gateway) {
        return tx.createQuery("SELECT EXISTS (SELECT FROM vpn_connection WHERE gateway_id = :gateway)")
                .bind("gateway", gateway)
                .mapTo(Boolean.class)
                .one();
    }

    /// A network that some connection leads to and that lies in one of these.
    static Optional<Prefix> peerSubnetInside(Handle tx, GatewayId gateway, List<Prefix> subnets) {
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

    /// The sources of all policy rules.
    static List<Prefix> ruleSources(Handle tx, GatewayId gateway) {
        return tx.createQuery("""
                        SELECT DISTINCT r.source
                          FROM policy_rule r JOIN vpn_connection c ON c.id = r.connection_id
                         WHERE c.gateway_id = :gateway""").bind("gateway", gateway).mapTo(Prefix.class).list();
    }

    /// The connections of a node follow its address: their settings are new.
    static void raise(Handle tx, NodeId node, Instant now) {
        tx.createUpdate("""
                        UPDATE vpn_connection
                           SET generation = generation + 1, changed_at = :now
                         WHERE node_id = :node AND dropped_generation IS NULL""").bind("node", node).bind("now", now).execute();
    }
}
