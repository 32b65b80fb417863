package dev.causeway.controller.gateway;

import static java.util.stream.Collectors.groupingBy;

import dev.causeway.controller.database.Row;
import dev.causeway.controller.database.Select;
import dev.causeway.controller.resource.ResourceName;
import dev.causeway.controller.resource.TagTable;
import dev.causeway.model.GatewayId;
import dev.causeway.model.HaMode;
import dev.causeway.model.Prefix;
import dev.causeway.model.ProjectId;
import dev.causeway.model.SubnetId;
import dev.causeway.model.VpcId;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/// Rows of `vpn_gateway`.
final class GatewayTable {

    private static final Select<VpnGateway> ALL =
            Select.of(GatewayTable::read, "SELECT g.*, " + TagTable.column("g.id") + " FROM vpn_gateway g");

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
        return withNodes(tx, ALL.and(" WHERE g.id = ?" + lock, id).list(tx)).stream()
                .findFirst();
    }

    /// Nobody changes the gateway or the set of its connections until the transaction ends.
    static Optional<VpnGateway> lock(Handle tx, GatewayId id) {
        return find(tx, id, " FOR UPDATE OF g");
    }

    /// Some gateways of a project.
    ///
    /// @param id nothing, to find all
    /// @param enterpriseProjects none, to find those of any
    static Select<GatewayId> some(ProjectId project, Optional<GatewayId> id, Collection<String> enterpriseProjects) {
        Select<GatewayId> some = Select.of(
                        row -> row.id("id", GatewayId::new), "SELECT id FROM vpn_gateway WHERE project_id = ?", project)
                .and(" AND id = ?", id);
        return enterpriseProjects.isEmpty()
                ? some
                : some.and(" AND enterprise_project_id = ANY (?)", List.copyOf(enterpriseProjects));
    }

    /// Gateways without their nodes.
    static Select<VpnGateway> newestFirst(Select<GatewayId> which) {
        return ALL.among(" WHERE g.id", which).and(" ORDER BY g.created_at DESC");
    }

    static List<VpnGateway> inVpc(Handle tx, VpcId vpc) {
        return withNodes(tx, ALL.and(" WHERE g.vpc_id = ? ORDER BY g.id", vpc).list(tx));
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
        return withNodes(
                gateways,
                NodeTable.of(gateways.stream().map(VpnGateway::id).toList()).list(tx));
    }

    static List<VpnGateway> withNodes(List<VpnGateway> gateways, List<GatewayNode> nodes) {
        Map<GatewayId, List<GatewayNode>> ofGateways = nodes.stream().collect(groupingBy(GatewayNode::gateway));
        return gateways.stream()
                .map(gateway -> gateway.with(ofGateways.getOrDefault(gateway.id(), List.of())))
                .toList();
    }

    private static VpnGateway read(Row row) throws SQLException {
        return new VpnGateway(
                row.id("id", GatewayId::new),
                row.project("project_id"),
                new ResourceName(row.text("name")),
                new VpnGateway.Attachment(
                        row.id("vpc_id", VpcId::new),
                        row.id("subnet_id", SubnetId::new),
                        row.id("access_vpc_id", VpcId::new),
                        row.id("access_subnet_id", SubnetId::new)),
                row.prefixes("local_subnets"),
                new AsNumber(row.longNumber("bgp_asn")),
                row.word("flavor", Flavor.class),
                row.word("ha_mode", HaMode.class),
                row.flag("zones_chosen"),
                row.text("enterprise_project_id"),
                TagTable.FORM.read(row),
                row.longNumber("generation"),
                row.moment("created_at"),
                row.moment("updated_at"),
                row.moment("changed_at"),
                row.optionalMoment("applied_at"),
                row.flag("deleting"),
                List.of());
    }
}
