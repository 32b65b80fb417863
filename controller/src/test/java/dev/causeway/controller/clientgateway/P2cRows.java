package dev.causeway.controller.clientgateway;

import dev.causeway.controller.connection.TestCloud;
import dev.causeway.model.GatewayId;
import dev.causeway.model.NodeId;
import dev.causeway.model.ProjectId;
import dev.causeway.model.SubnetId;
import dev.causeway.model.VpcId;
import dev.causeway.model.document.DocumentKey;
import java.time.Instant;

/// Puts P2C gateways into a cloud as they are when they have worked for a while, for tests of what is built on them.
public final class P2cRows {

    /// The address that the node of each has in its VPC, 10.0.0.0/16.
    public static final String NODE_ADDRESS = "10.0.1.9";

    private P2cRows() {}

    /// A gateway and its node, whose document lies on the host.
    public record Placed(GatewayId gateway, NodeId node) {}

    /// Puts one there.
    ///
    /// @param most connections
    public static Placed insert(TestCloud cloud, ProjectId project, int most) {
        VpcId vpc = cloud.vpc("10.0.0.0/16");
        SubnetId subnet = cloud.subnet(vpc, "10.0.1.0/24");
        var placed = new Placed(GatewayId.random(), NodeId.random());
        Instant now = cloud.clock.instant();
        cloud.database.change(tx -> {
            tx.createUpdate("""
                            INSERT INTO p2c_gateway (id, project_id, name, vpc_id, subnet_id, flavor, zones,
                                most_connections, enterprise_project_id, created_at, updated_at, changed_at, applied_at)
                            SELECT :id, :project, 'p2c', :vpc, :subnet, 'Professional1', '{az1}', :most, '0', now, now,
                                   now, now
                              FROM (SELECT coalesce(max(created_at), :now::timestamptz) + interval '1 ms'
                                      FROM p2c_gateway) AS n (now)""")
                    .bind("id", placed.gateway())
                    .bind("project", project)
                    .bind("vpc", vpc)
                    .bind("subnet", subnet)
                    .bind("most", most)
                    .bind("now", now)
                    .execute();
            tx.createUpdate("""
                            INSERT INTO gateway_node (id, gateway_id, kind, node_index, zone, eip_owned, address)
                            VALUES (:id, :gateway, 'p2c', 1, 'az1', false, :address::inet)""")
                    .bind("id", placed.node())
                    .bind("gateway", placed.gateway())
                    .bind("address", NODE_ADDRESS)
                    .execute();
            cloud.documents.place(tx, cloud.host, DocumentKey.node(placed.node()));
        });
        return placed;
    }
}
