package dev.causeway.controller.gateway;

import dev.causeway.controller.resource.Moments;
import dev.causeway.controller.resource.ResourceName;
import dev.causeway.controller.resource.TagTable;
import dev.causeway.model.ApiWord;
import dev.causeway.model.GatewayId;
import dev.causeway.model.HaMode;
import dev.causeway.model.Prefix;
import dev.causeway.model.ProjectId;
import dev.causeway.model.SubnetId;
import dev.causeway.model.VpcId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Handle;

/// Rows of `vpn_gateway`.
final class GatewayTable {

    private static final String COLUMNS =
            "SELECT g.*, g.local_subnets::text[] AS locals, " + TagTable.column("g.id") + " FROM vpn_gateway g ";

    private GatewayTable() {}

    static void insert(Handle tx, VpnGateway gateway) {
        VpnGateway.Attachment at = gateway.attachment();
        tx.createUpdate("""
                        INSERT INTO vpn_gateway
                               (id, project_id, name, vpc_id, subnet_id, access_vpc_id, access_subnet_id,
                                local_subnets, bgp_asn, flavor, ha_mode, zones_chosen, enterprise_project_id,
                                created_at, updated_at, changed_at)
                        VALUES (:id, :project, :name, :vpc, :subnet, :accessVpc, :accessSubnet,
                                :locals, :asn, :flavor, :haMode, :zonesChosen, :enterpriseProject,
                                :now, :now, :now)""")
                .bind("id", gateway.id())
                .bind("project", gateway.project())
                .bind("name", gateway.name().text())
                .bind("vpc", at.vpc())
                .bind("subnet", at.subnet())
                .bind("accessVpc", at.accessVpc())
                .bind("accessSubnet", at.accessSubnet())
                .bindArray("locals", Prefix.class, gateway.localSubnets())
                .bind("asn", gateway.asNumber().value())
                .bind("flavor", gateway.flavor())
                .bind("haMode", gateway.haMode())
                .bind("zonesChosen", gateway.zonesChosen())
                .bind("enterpriseProject", gateway.enterpriseProject())
                .bind("now", gateway.createdAt())
                .execute();
        TagTable.put(tx, VpnGateway.TYPE, gateway.project(), gateway.id(), gateway.tags());
        gateway.nodes().forEach(node -> NodeTable.insert(tx, node));
    }

    static Optional<VpnGateway> find(Handle tx, GatewayId id) {
        return find(tx, id, "");
    }

    private static Optional<VpnGateway> find(Handle tx, GatewayId id, String lock) {
        return withNodes(
                        tx,
                        tx.createQuery(COLUMNS + " WHERE id = :id" + lock)
                                .bind("id", id)
                                .map((row, _) -> map(row))
                                .list())
                .stream()
                .findFirst();
    }

    /// Nobody changes the gateway or the set of its connections until the transaction ends.
    static Optional<VpnGateway> lock(Handle tx, GatewayId id) {
        return find(tx, id, " FOR UPDATE OF g");
    }

    /// @param id nothing, to find all
    /// @param enterpriseProjects none, to find those of any
    static List<VpnGateway> newestFirst(
            Handle tx, ProjectId project, Optional<GatewayId> id, Collection<String> enterpriseProjects) {
        return withNodes(
                tx,
                tx.createQuery(COLUMNS + """
                                 WHERE project_id = :project
                                   AND (:id::uuid IS NULL OR id = :id::uuid)
                                   AND (cardinality(:enterpriseProjects) = 0
                                        OR enterprise_project_id = ANY (:enterpriseProjects))
                                 ORDER BY created_at DESC""")
                        .bind("project", project)
                        .bind("id", id.map(GatewayId::value).orElse(null))
                        .bindArray("enterpriseProjects", String.class, List.copyOf(enterpriseProjects))
                        .map((row, _) -> map(row))
                        .list());
    }

    static List<VpnGateway> inVpc(Handle tx, VpcId vpc) {
        return withNodes(
                tx,
                tx.createQuery(COLUMNS + " WHERE vpc_id = :vpc ORDER BY id")
                        .bind("vpc", vpc)
                        .map((row, _) -> map(row))
                        .list());
    }

    static void rename(Handle tx, GatewayId id, ResourceName name, Instant now) {
        tx.createUpdate("UPDATE vpn_gateway SET name = :name, updated_at = :now WHERE id = :id")
                .bind("id", id)
                .bind("name", name.text())
                .bind("now", now)
                .execute();
    }

    /// Writes what the data plane must follow, as a new generation.
    static void change(Handle tx, GatewayId id, List<Prefix> localSubnets, Instant now) {
        tx.createUpdate("""
                        UPDATE vpn_gateway
                           SET local_subnets = :locals, generation = generation + 1, updated_at = :now,
                               changed_at = :now
                         WHERE id = :id""")
                .bind("id", id)
                .bindArray("locals", Prefix.class, localSubnets)
                .bind("now", now)
                .execute();
    }

    static void markDeleting(Handle tx, GatewayId id, Instant now) {
        tx.createUpdate("""
                        UPDATE vpn_gateway
                           SET deleting = true, generation = generation + 1, updated_at = :now, changed_at = :now
                         WHERE id = :id""").bind("id", id).bind("now", now).execute();
    }

    /// Notes the moment for gateways all of whose nodes have applied the wanted generation for the first time.
    static void markApplied(Handle tx, Instant now) {
        tx.createUpdate("""
                        UPDATE vpn_gateway AS g
                           SET applied_at = :now
                         WHERE applied_at IS NULL AND NOT deleting
                           AND NOT EXISTS (SELECT FROM gateway_node n
                                            WHERE n.gateway_id = g.id AND n.applied_generation < g.generation)""").bind("now", now).execute();
    }

    static void delete(Handle tx, GatewayId id) {
        tx.createUpdate("DELETE FROM gateway_node WHERE gateway_id = :id")
                .bind("id", id)
                .execute();
        tx.createUpdate("DELETE FROM vpn_gateway WHERE id = :id").bind("id", id).execute();
        TagTable.removeAll(tx, id);
    }

    private static List<VpnGateway> withNodes(Handle tx, List<VpnGateway> gateways) {
        Map<GatewayId, List<GatewayNode>> nodes =
                NodeTable.of(tx, gateways.stream().map(VpnGateway::id).toList());
        return gateways.stream()
                .map(gateway -> gateway.with(nodes.getOrDefault(gateway.id(), List.of())))
                .toList();
    }

    private static VpnGateway map(ResultSet row) throws SQLException {
        return new VpnGateway(
                new GatewayId(row.getObject("id", UUID.class)),
                new ProjectId(row.getString("project_id")),
                new ResourceName(row.getString("name")),
                new VpnGateway.Attachment(
                        new VpcId(row.getObject("vpc_id", UUID.class)),
                        new SubnetId(row.getObject("subnet_id", UUID.class)),
                        new VpcId(row.getObject("access_vpc_id", UUID.class)),
                        new SubnetId(row.getObject("access_subnet_id", UUID.class))),
                prefixes(row, "locals"),
                new AsNumber(row.getLong("bgp_asn")),
                ApiWord.parse(Flavor.class, row.getString("flavor")),
                ApiWord.parse(HaMode.class, row.getString("ha_mode")),
                row.getBoolean("zones_chosen"),
                row.getString("enterprise_project_id"),
                TagTable.read(row),
                row.getLong("generation"),
                Moments.instant(row, "created_at"),
                Moments.instant(row, "updated_at"),
                Moments.instant(row, "changed_at"),
                Moments.optionalInstant(row, "applied_at"),
                row.getBoolean("deleting"),
                List.of());
    }

    private static List<Prefix> prefixes(ResultSet row, String column) throws SQLException {
        return Arrays.stream((String[]) row.getArray(column).getArray())
                .map(Prefix::parse)
                .toList();
    }
}
