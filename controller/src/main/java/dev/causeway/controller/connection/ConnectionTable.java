package dev.causeway.controller.connection;

import dev.causeway.controller.resource.TagTable;
import dev.causeway.model.ConnectionId;
import dev.causeway.model.GatewayId;
import dev.causeway.model.Ipv4;
import dev.causeway.model.NodeId;
import dev.causeway.model.Prefix;
import dev.causeway.model.ProjectId;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;

/// Reads rows of `vpn_connection`.
final class ConnectionTable {

    private static final String COLUMNS =
            "SELECT " + TagTable.column("c.id") + """
            , c.*, c.peer_subnets::text[] AS peers, g.enterprise_project_id,
                   e.id AS eip_id, e.address AS eip_address, r.*
              FROM vpn_connection c
              JOIN vpn_gateway g ON g.id = c.gateway_id
              JOIN eip e ON e.node_id = c.node_id
              LEFT JOIN LATERAL (""" + RuleTable.OF_CONNECTION + ") AS r ON c.style = 'policy'";

    private ConnectionTable() {}

    /// Which connections of a project a list shall hold.
    ///
    /// @param gatewayAddress the EIP at the gateway's end
    /// @param enterpriseProjects none, to find those of any
    record Filter(
            Optional<ConnectionId> id,
            Optional<GatewayId> gateway,
            Optional<UUID> gatewayAddress,
            List<String> enterpriseProjects) {

        /// Only conditions that restrict something, so that the database need not look at what they would look at.
        String where() {
            var conditions = new StringBuilder(" WHERE c.project_id = :project");
            if (id.isPresent()) {
                conditions.append(" AND c.id = :id");
            }
            if (gateway.isPresent()) {
                conditions.append(" AND c.gateway_id = :gateway");
            }
            if (gatewayAddress.isPresent()) {
                conditions.append(" AND c.node_id IN (SELECT node_id FROM eip WHERE id = :gatewayAddress)");
            }
            if (!enterpriseProjects.isEmpty()) {
                conditions.append(" AND c.gateway_id IN (SELECT id FROM vpn_gateway"
                        + " WHERE enterprise_project_id = ANY (:enterpriseProjects))");
            }
            return conditions.toString();
        }

        Query bind(Query query, ProjectId project) {
            query.bind("project", project);
            id.ifPresent(value -> query.bind("id", value));
            gateway.ifPresent(value -> query.bind("gateway", value));
            gatewayAddress.ifPresent(value -> query.bind("gatewayAddress", value));
            if (!enterpriseProjects.isEmpty()) {
                query.bindArray("enterpriseProjects", String.class, enterpriseProjects);
            }
            return query;
        }
    }

    static Optional<VpnConnection> find(Handle tx, ProjectId project, ConnectionId id) {
        return tx.createQuery(COLUMNS + " WHERE c.id = :id AND c.project_id = :project")
                .bind("id", id)
                .bind("project", project)
                .map((row, _) -> ConnectionRow.map(row))
                .findOne();
    }

    /// Nobody changes the connection until the transaction ends.
    static void lock(Handle tx, ConnectionId id) {
        tx.createQuery("SELECT id FROM vpn_connection WHERE id = :id FOR UPDATE")
                .bind("id", id)
                .mapTo(UUID.class)
                .findOne();
    }

    static List<VpnConnection> newestFirst(
            Handle tx, ProjectId project, Filter filter, Optional<Instant> before, int rows) {
        Query query = tx.createQuery(COLUMNS
                + filter.where()
                + (before.isPresent() ? " AND c.created_at < :before" : "")
                + " ORDER BY c.created_at DESC LIMIT :rows");
        before.ifPresent(moment -> query.bind("before", moment));
        return filter.bind(query.bind("rows", rows), project)
                .map((row, _) -> ConnectionRow.map(row))
                .list();
    }

    static long count(Handle tx, ProjectId project, Filter filter) {
        return filter.bind(tx.createQuery("SELECT count(*) FROM vpn_connection c" + filter.where()), project)
                .mapTo(Long.class)
                .one();
    }

    /// All connections of some nodes, those that are being deleted left out.
    static List<VpnConnection> wantedOn(Handle tx, Collection<NodeId> nodes) {
        return tx.createQuery(COLUMNS + """
                         WHERE c.node_id = ANY (:nodes) AND c.dropped_generation IS NULL
                         ORDER BY c.slot""")
                .bindArray("nodes", NodeId.class, nodes)
                .map((row, _) -> ConnectionRow.map(row))
                .list();
    }

    static Map<ConnectionId, Connections.Wanted> wanted(Handle tx, Collection<ConnectionId> ids) {
        return tx.createQuery("SELECT id, node_id, generation FROM vpn_connection WHERE id = ANY (:ids)")
                .bindArray(
                        "ids", UUID.class, ids.stream().map(ConnectionId::value).toList())
                .map((row, _) -> Map.entry(
                        new ConnectionId(row.getObject("id", UUID.class)),
                        new Connections.Wanted(
                                new NodeId(row.getObject("node_id", UUID.class)), row.getLong("generation"))))
                .collectToMap(Map.Entry::getKey, Map.Entry::getValue);
    }

    static Neighbours of(Handle tx, GatewayId gateway) {
        return new Neighbours(tx.createQuery("""
                        SELECT id, node_id, slot, peer_address, tunnel_network
                          FROM vpn_connection
                         WHERE gateway_id = :gateway""")
                .bind("gateway", gateway)
                .map((row, _) -> new Neighbours.Neighbour(
                        new ConnectionId(row.getObject("id", UUID.class)),
                        new NodeId(row.getObject("node_id", UUID.class)),
                        row.getInt("slot"),
                        Ipv4.parse(row.getString("peer_address")),
                        Prefix.parse(row.getString("tunnel_network"))))
                .list());
    }

    /// A network that another connection of a gateway leads to and in which the address lies.
    static Optional<Prefix> destinationAround(Handle tx, GatewayId gateway, Ipv4 address, ConnectionId butNot) {
        return tx.createQuery("""
                        SELECT peer FROM (
                            SELECT unnest(peer_subnets) AS peer
                              FROM vpn_connection
                             WHERE gateway_id = :gateway AND id <> :butNot
                             UNION ALL
                            SELECT r.destination
                              FROM policy_rule r JOIN vpn_connection c ON c.id = r.connection_id
                             WHERE c.gateway_id = :gateway AND c.id <> :butNot
                        ) AS peers
                         WHERE peer >>= :address
                         LIMIT 1""")
                .bind("gateway", gateway)
                .bind("address", address)
                .bind("butNot", butNot)
                .mapTo(Prefix.class)
                .findOne();
    }

    /// The pre-shared keys of a node's connections, sealed. Those without one are left out.
    static Map<ConnectionId, byte[]> sealedPsks(Handle tx, NodeId node) {
        return tx.createQuery("SELECT id, psk FROM vpn_connection WHERE node_id = :node AND psk IS NOT NULL")
                .bind("node", node)
                .map((row, _) -> Map.entry(new ConnectionId(row.getObject("id", UUID.class)), row.getBytes("psk")))
                .collectToMap(Map.Entry::getKey, Map.Entry::getValue);
    }
}
