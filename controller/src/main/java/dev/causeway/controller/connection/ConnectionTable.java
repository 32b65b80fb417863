package dev.causeway.controller.connection;

import dev.causeway.controller.database.RowForm;
import dev.causeway.controller.database.Select;
import dev.causeway.controller.feature.ReportObserver;
import dev.causeway.controller.node.GatewayNode;
import dev.causeway.controller.resource.Listing;
import dev.causeway.controller.resource.NamePart;
import dev.causeway.model.ConnectionId;
import dev.causeway.model.CustomerGatewayId;
import dev.causeway.model.GatewayId;
import dev.causeway.model.NodeId;
import dev.causeway.model.Prefix;
import dev.causeway.model.ProjectId;
import dev.causeway.model.ResourceId;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/// Reads rows of `vpn_connection`.
final class ConnectionTable {

    private static final RowForm<Neighbours.Neighbour> NEIGHBOUR = RowForm.of(Neighbours.Neighbour.class);

    private ConnectionTable() {}

    /// Which connections of a project a list shall hold.
    ///
    /// @param gatewayAddress the EIP at the gateway's end
    /// @param enterpriseProjects none, to find those of any
    /// @param name a part of theirs
    record Filter(
            Optional<ConnectionId> id,
            Optional<GatewayId> gateway,
            Optional<UUID> gatewayAddress,
            List<String> enterpriseProjects,
            Optional<NamePart> name) {

        static final Filter NONE =
                new Filter(Optional.empty(), Optional.empty(), Optional.empty(), List.of(), Optional.empty());

        /// Only conditions that restrict something, so that the database need not look at what they would look at.
        <T> Select<T> of(Select<T> all, ProjectId project) {
            Select<T> some = all.and(" WHERE c.project_id = ?", project)
                    .and(" AND c.id = ?", id)
                    .and(" AND c.gateway_id = ?", gateway)
                    .and(" AND c.node_id IN (SELECT node_id FROM eip WHERE id = ?)", gatewayAddress)
                    .and(" AND c.name ILIKE ?", name.map(NamePart::pattern));
            return enterpriseProjects.isEmpty()
                    ? some
                    : some.and(
                            " AND c.gateway_id IN (SELECT id FROM vpn_gateway WHERE enterprise_project_id = ANY (?))",
                            enterpriseProjects);
        }
    }

    static Select<VpnConnection> find(ProjectId project, ConnectionId id) {
        return ConnectionRow.ALL.and(" WHERE c.id = ? AND c.project_id = ?", id, project);
    }

    static Select<ConnectionRow.Seen> seen(ProjectId project, ConnectionId id) {
        return ConnectionRow.WHOLE.and(" WHERE c.id = ? AND c.project_id = ?", id, project);
    }

    /// Nobody changes the connection until the transaction ends.
    static Select<ConnectionId> lock(ConnectionId id) {
        return Select.of(
                row -> row.id("id", ConnectionId::new), "SELECT id FROM vpn_connection WHERE id = ? FOR UPDATE", id);
    }

    static Select<ConnectionRow.Seen> newestFirst(
            ProjectId project, Filter filter, Optional<Instant> before, int rows) {
        return filter.of(ConnectionRow.SEEN, project)
                .and(" AND c.created_at < ?", before)
                .and(Listing.newest("c", rows));
    }

    static Select<Long> count(ProjectId project, Filter filter) {
        if (filter.equals(Filter.NONE)) {
            return Listing.total(VpnConnection.TYPE, project);
        }
        return filter.of(Select.of(row -> row.longNumber("count"), "SELECT count(*) FROM vpn_connection c"), project);
    }

    /// All connections of some nodes, those that are being deleted left out.
    static Select<VpnConnection> wantedOn(Collection<NodeId> nodes) {
        return ConnectionRow.ALL.and(
                " WHERE c.node_id = ANY (?::uuid[]) AND c.dropped_generation IS NULL ORDER BY c.slot", nodes);
    }

    /// All connections of a gateway with what was seen of them, those that are being deleted left out.
    static Select<ConnectionRow.Seen> wantedThrough(ProjectId project, GatewayId gateway) {
        return ConnectionRow.SEEN.and(
                " WHERE c.project_id = ? AND c.gateway_id = ? AND c.dropped_generation IS NULL", project, gateway);
    }

    static Select<Map.Entry<ConnectionId, ReportObserver.Measure>> measures(Collection<ResourceId> things) {
        return Select.of(
                row -> Map.entry(
                        row.id("id", ConnectionId::new),
                        new ReportObserver.Measure(
                                GatewayNode.document(row.id("node_id", NodeId::new)), row.longNumber("generation"))),
                "SELECT id, node_id, generation FROM vpn_connection WHERE id = ANY (?::uuid[])",
                things);
    }

    /// Finds the gateway of a connection.
    static Select<GatewayId> gatewayOf(ProjectId project, ConnectionId id) {
        return Select.of(
                row -> row.id("gateway_id", GatewayId::new),
                "SELECT gateway_id FROM vpn_connection WHERE id = ? AND project_id = ?",
                id,
                project);
    }

    static Select<Neighbours.Neighbour> of(Select<GatewayId> gateway) {
        return Select.of(NEIGHBOUR::read, "SELECT " + NEIGHBOUR.columns("c") + " FROM vpn_connection c")
                .among(" WHERE c.gateway_id", gateway);
    }

    /// A network that another connection of a gateway leads to and in which the address of a customer gateway lies.
    static Select<Prefix> destinationAround(
            Select<GatewayId> gateway, ProjectId project, CustomerGatewayId peer, ConnectionId butNot) {
        return Select.of(row -> row.prefix("destination"), """
                        SELECT destination
                          FROM customer_gateway peer
                          JOIN vpn_connection c ON c.id <> ?
                         CROSS JOIN LATERAL (
                               SELECT unnest(c.peer_subnets)
                                UNION ALL
                               SELECT destination FROM policy_rule WHERE connection_id = c.id
                             ) AS destinations (destination)
                         WHERE peer.id = ? AND peer.project_id = ? AND destination >>= peer.address""", butNot, peer, project)
                .among(" AND c.gateway_id", gateway)
                .and(" LIMIT 1");
    }

    /// The pre-shared keys of a node's connections, sealed. Those without one are left out.
    static Select<Map.Entry<ConnectionId, byte[]>> sealedPsks(NodeId node) {
        return Select.of(
                row -> Map.entry(row.id("id", ConnectionId::new), row.bytes("psk")),
                "SELECT id, psk FROM vpn_connection WHERE node_id = ? AND psk IS NOT NULL",
                node);
    }
}
