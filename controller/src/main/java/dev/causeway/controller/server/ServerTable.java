package dev.causeway.controller.server;

import dev.causeway.controller.database.Row;
import dev.causeway.controller.database.RowForm;
import dev.causeway.controller.database.Select;
import dev.causeway.controller.database.Write;
import dev.causeway.controller.feature.ReportObserver;
import dev.causeway.controller.node.GatewayNode;
import dev.causeway.controller.resource.Listing;
import dev.causeway.controller.resource.NamePart;
import dev.causeway.model.GatewayId;
import dev.causeway.model.Ipv4;
import dev.causeway.model.NodeId;
import dev.causeway.model.Prefix;
import dev.causeway.model.ProjectId;
import dev.causeway.model.ResourceId;
import dev.causeway.model.ServerId;
import dev.causeway.model.VpcId;
import dev.causeway.model.document.ServerReport;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Rows of `vpn_server`.
final class ServerTable {

    private static final RowForm<VpnServer> FORM = RowForm.of(VpnServer.class);

    private static final String COLUMNS = FORM.columns("s") + ", n.id AS node_id";
    private static final String FROM = " FROM vpn_server s JOIN gateway_node n ON n.gateway_id = s.gateway_id";

    private static final Select<VpnServer> ALL = Select.of(FORM::read, "SELECT " + COLUMNS + FROM);

    private static final Select<Seen> SEEN = Select.of(ServerTable::seen, "SELECT " + COLUMNS + """
            , g.frozen_effect IS NOT NULL AS frozen, s.certificate_id = '' OR h.id IS NOT NULL AS certificate_held,
            r.generation AS told_generation, r.state AS told_state, r.since AS told_since, host.received_at AS heard
            """ + FROM + """

             JOIN p2c_gateway g ON g.id = s.gateway_id
             LEFT JOIN held_certificate h ON h.id = s.certificate_id
             LEFT JOIN server_report r ON r.server_id = s.id
             LEFT JOIN host_report host ON host.host_id = r.host_id""");

    private ServerTable() {}

    /// A server as it is to be shown.
    ///
    /// @param certificateHeld whether the certificate that it copied is still there
    /// @param told what its host last said of it
    record Seen(VpnServer server, boolean frozen, boolean certificateHeld, Optional<ServerStatus.Word> told) {}

    private static Seen seen(Row row) throws SQLException {
        return new Seen(FORM.read(row), row.flag("frozen"), row.flag("certificate_held"), told(row));
    }

    private static Optional<ServerStatus.Word> told(Row row) throws SQLException {
        return row.has("told_generation")
                ? Optional.of(new ServerStatus.Word(
                        row.longNumber("told_generation"),
                        row.constant("told_state", ServerReport.State.class),
                        row.moment("told_since"),
                        row.moment("heard")))
                : Optional.empty();
    }

    static Select<Seen> seen(ProjectId project, ServerId id) {
        return SEEN.and(" WHERE s.project_id = ? AND s.id = ?", project, id);
    }

    static Select<Seen> ofGateway(ProjectId project, GatewayId gateway) {
        return SEEN.and(" WHERE s.project_id = ? AND s.gateway_id = ?", project, gateway);
    }

    /// @param name a part of the names of their gateways: they have none themselves
    static Select<Seen> newestFirst(ProjectId project, Optional<NamePart> name, Optional<Instant> before, int rows) {
        return some(SEEN, project, name).and(" AND s.created_at < ?", before).and(Listing.newest("s", rows));
    }

    static Select<Long> count(ProjectId project, Optional<NamePart> name) {
        return some(Select.of(row -> row.longNumber("count"), "SELECT count(*) FROM vpn_server s"), project, name);
    }

    private static <T> Select<T> some(Select<T> all, ProjectId project, Optional<NamePart> name) {
        return all.and(" WHERE s.project_id = ?", project)
                .and(
                        " AND s.gateway_id IN (SELECT id FROM p2c_gateway WHERE name ILIKE ?)",
                        name.map(NamePart::pattern));
    }

    static Select<VpnServer> of(GatewayId gateway) {
        return ALL.and(" WHERE s.gateway_id = ?", gateway);
    }

    /// Finds the gateway of a server.
    static Select<GatewayId> gatewayOf(ProjectId project, ServerId id) {
        return Select.of(
                row -> row.id("gateway_id", GatewayId::new),
                "SELECT gateway_id FROM vpn_server WHERE project_id = ? AND id = ?",
                project,
                id);
    }

    /// Networks of clients in a VPC.
    ///
    /// @param address the node's in the VPC
    record Clients(Prefix network, NodeId node, Ipv4 address) {}

    static Select<Clients> inVpc(VpcId vpc) {
        return Select.of(
                row -> new Clients(
                        row.prefix("client_network"), row.id("node_id", NodeId::new), row.address("address")),
                """
                SELECT s.client_network, n.id AS node_id, n.address
                  FROM p2c_gateway g
                  JOIN vpn_server s ON s.gateway_id = g.id
                  JOIN gateway_node n ON n.gateway_id = g.id
                 WHERE g.vpc_id = ? AND NOT g.deleting
                 ORDER BY s.client_network""",
                vpc);
    }

    static Select<Map.Entry<ServerId, ReportObserver.Measure>> measures(Collection<ResourceId> things) {
        return Select.of(
                row -> Map.entry(
                        row.id("id", ServerId::new),
                        new ReportObserver.Measure(
                                GatewayNode.document(row.id("node_id", NodeId::new)), row.longNumber("generation"))),
                "SELECT s.id, s.generation, n.id AS node_id" + FROM + " WHERE s.id = ANY (?::uuid[])",
                things);
    }

    /// The key of a server's certificate, sealed.
    static Select<byte[]> sealedKey(ServerId id) {
        return Select.of(
                row -> row.bytes("certificate_key"), "SELECT certificate_key FROM vpn_server WHERE id = ?", id);
    }

    static Write insert(VpnServer server, byte[] sealedKey) {
        return Write.insert("vpn_server", row(server, Optional.of(sealedKey)));
    }

    /// @param sealedKey absent if the certificate stays
    static Write update(VpnServer server, Optional<byte[]> sealedKey) {
        return Write.update("vpn_server", row(server, sealedKey));
    }

    private static Map<String, Object> row(VpnServer server, Optional<byte[]> sealedKey) {
        Map<String, Object> row = new LinkedHashMap<>(FORM.row(server));
        row.put("client_network", server.spec().clientCidr().network());
        sealedKey.ifPresent(key -> row.put("certificate_key", key));
        return row;
    }

    static Write delete(GatewayId gateway) {
        return Write.of("DELETE FROM vpn_server WHERE gateway_id = ?", gateway);
    }

    /// Has the daemon of a gateway's server replaced.
    static Write restart(GatewayId gateway, Instant now) {
        return Write.of("""
                UPDATE vpn_server
                   SET start = start + 1, generation = generation + 1, replaced_generation = generation + 1,
                       updated_at = ?, changed_at = ?
                 WHERE gateway_id = ?""", now, now, gateway);
    }

    /// Notes with which generations servers were seen listening.
    static Write markApplied(Map<ServerId, Long> generations) {
        List<ServerId> servers = new ArrayList<>(generations.keySet());
        return Write.of("""
                UPDATE vpn_server AS s
                   SET applied_generation = seen.generation
                  FROM unnest(?::uuid[], ?::bigint[]) AS seen (id, generation)
                 WHERE s.id = seen.id AND applied_generation < seen.generation""", servers, servers.stream().map(generations::get).toList());
    }
}
