package dev.causeway.controller.monitor;

import dev.causeway.controller.database.Select;
import java.time.Instant;
import java.util.UUID;

/// A gateway and what was last heard of its nodes.
///
/// @param up whether each of them is as it shall be, as far as its host was heard of late
record SightedGateway(UUID id, boolean up) {

    /// Those of all kinds.
    ///
    /// @param heard what was not heard since then counts as silent
    static Select<SightedGateway> all(Instant heard) {
        return Select.of(row -> new SightedGateway(row.id("gateway_id", id -> id), row.flag("up")), """
                SELECT n.gateway_id,
                       bool_and(EXISTS (
                           SELECT FROM thing_report r JOIN host_report h USING (host_id)
                            WHERE r.kind = 'NODE' AND r.id = n.id::text AND r.phase = 'APPLIED'
                              AND h.received_at > ?)) AS up
                  FROM gateway_node n GROUP BY n.gateway_id ORDER BY n.gateway_id""", heard);
    }

    void tell(ExpositionText text) {
        text.value("causeway_gateway_up", Labels.of("gateway", id.toString()), Exposition.flag(up));
    }
}
