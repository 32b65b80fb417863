package dev.causeway.controller.monitor;

import dev.causeway.controller.database.Select;
import dev.causeway.model.ProjectId;
import dev.causeway.model.ResourceId;
import java.util.UUID;

/// A gateway or connection of which something is measured.
///
/// @param monitored whether the way to its customer gateway is probed
/// @param probed whether its tunnel is
record Measured(Metric.Dimension dimension, UUID id, boolean monitored, boolean probed) {

    /// All of a project.
    static Select<Measured> all(ProjectId project) {
        return Select.of(
                row -> new Measured(
                        row.constant("dimension", Metric.Dimension.class),
                        row.id("id", id -> id),
                        row.flag("monitored"),
                        row.flag("probed")),
                """
                SELECT 'EVPN_GATEWAY_ID' AS dimension, id, false AS monitored, false AS probed
                  FROM vpn_gateway WHERE project_id = ?
                 UNION ALL
                SELECT 'EVPN_CONNECTION_ID', c.id,
                       EXISTS (SELECT FROM connection_monitor m WHERE m.connection_id = c.id), c.enable_nqa
                  FROM vpn_connection c WHERE c.project_id = ?""",
                project,
                project);
    }

    /// Reads an identifier; one that is none is nobody's.
    static UUID id(String text) {
        return ResourceId.parse(text);
    }
}
