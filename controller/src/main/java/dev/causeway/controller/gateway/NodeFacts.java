package dev.causeway.controller.gateway;

import dev.causeway.controller.database.Select;
import dev.causeway.model.NodeId;
import dev.causeway.model.document.DocumentKind;
import dev.causeway.model.document.TunnelReport;

/// What hosts have told of nodes and of what lies around them, asked for many nodes at once.
final class NodeFacts {

    private NodeFacts() {}

    /// Those that shall be drained on whose hosts the VPC leads its traffic as is wanted now, which is past them.
    ///
    /// @param nodes finds nodes, in its only column
    static Select<NodeId> led(Select<NodeId> nodes) {
        return Select.of(row -> row.id("id", NodeId::new), """
                        SELECT n.id
                          FROM gateway_node n
                          JOIN vpn_gateway g ON g.id = n.gateway_id
                          JOIN document d ON d.kind = ? AND d.id = g.vpc_id::text
                          JOIN placement p ON p.kind = ? AND p.id = n.id::text AND p.wanted
                          JOIN thing_report t ON (t.host_id, t.kind, t.id) = (p.host_id, d.kind, d.id)
                         WHERE n.drained_at IS NOT NULL AND t.applied_generation >= d.generation""", DocumentKind.VPC.name(), DocumentKind.NODE.name())
                .among(" AND n.id", nodes);
    }

    /// Those that have a connection that was last told to be up.
    ///
    /// @param nodes finds them, in its only column
    static Select<NodeId> carrying(Select<NodeId> nodes) {
        return Select.of(
                        row -> row.id("node_id", NodeId::new),
                        "SELECT DISTINCT node_id FROM tunnel_report WHERE state = ?",
                        TunnelReport.State.UP.name())
                .among(" AND node_id", nodes);
    }
}
