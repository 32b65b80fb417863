package dev.causeway.controller.connection;

import dev.causeway.controller.database.Pipeline;
import dev.causeway.controller.database.Select;
import dev.causeway.controller.database.Write;
import dev.causeway.controller.resource.TagTable;
import dev.causeway.model.ConnectionId;
import dev.causeway.model.NodeId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/// Writes rows of `vpn_connection`.
final class ConnectionWrites {

    private static final String TABLE = "vpn_connection";

    private ConnectionWrites() {}

    static void insert(Pipeline statements, VpnConnection connection, Optional<byte[]> sealedPsk) {
        Map<String, Object> row = new LinkedHashMap<>(ConnectionRow.FORM.row(connection));
        row.put("psk", sealedPsk.orElse(null));
        statements.add(Write.insert(TABLE, row));
        switch (connection.spec().steering()) {
            case SteeringSpec.Policy policy -> statements.add(RuleTable.insert(connection.id(), policy.rules()));
            case SteeringSpec.Static _, SteeringSpec.Bgp _ -> {
                // Has no rules.
            }
        }
        VpnConnection.Identity identity = connection.identity();
        if (!identity.tags().isEmpty()) {
            statements.add(TagTable.putting(VpnConnection.TYPE, identity.project(), identity.id(), identity.tags()));
        }
    }

    /// @param sealedPsk empty to keep the one it has
    static void update(Pipeline statements, VpnConnection connection, Optional<byte[]> sealedPsk) {
        Map<String, Object> row = new LinkedHashMap<>(ConnectionRow.FORM.row(connection));
        sealedPsk.ifPresent(psk -> row.put("psk", psk));
        statements.add(Write.update(TABLE, row));
        switch (connection.spec().steering()) {
            case SteeringSpec.Policy policy -> {
                statements.add(RuleTable.delete(connection.id()));
                statements.add(RuleTable.insert(connection.id(), policy.rules()));
            }
            case SteeringSpec.Static _, SteeringSpec.Bgp _ -> {
                // Has no rules.
            }
        }
    }

    /// The connections of a node follow its address: their settings are new.
    static Write raise(NodeId node, Instant now) {
        return Write.of("""
                UPDATE vpn_connection
                   SET generation = generation + 1, changed_at = ?
                 WHERE node_id = ? AND dropped_generation IS NULL""", now, node);
    }

    /// Notes that what is negotiated for a connection was to be made anew. Its settings stay.
    static Write reset(ConnectionId id, Instant now) {
        return Write.of("""
                UPDATE vpn_connection
                   SET resets = resets + 1, generation = generation + 1, changed_at = ?
                 WHERE id = ?""", now, id);
    }

    /// @param documentGeneration finds the generation of the document that no longer has the tunnel
    static Write markDropped(ConnectionId id, Select<Long> documentGeneration, Instant now) {
        List<Object> values = new ArrayList<>(documentGeneration.values());
        values.addAll(List.of(now, id));
        return new Write(
                "UPDATE vpn_connection SET dropped_generation = (%s), updated_at = ? WHERE id = ?"
                        .formatted(documentGeneration.sql()),
                values);
    }

    /// Notes, for each connection, the newest generation that its node ever held.
    static Write markApplied(Map<ConnectionId, Long> generations) {
        return Write.of("""
                UPDATE vpn_connection c
                   SET applied_generation = held.generation
                  FROM unnest(?::uuid[], ?::bigint[]) AS held (id, generation)
                 WHERE c.id = held.id AND c.applied_generation < held.generation""", List.copyOf(generations.keySet()), List.copyOf(generations.values()));
    }

    /// The connections that a node no longer has, if its document of this generation is applied.
    static Select<ConnectionId> droppedBy(NodeId node, long documentGeneration) {
        return Select.of(
                row -> row.id("id", ConnectionId::new),
                "SELECT id FROM vpn_connection WHERE node_id = ? AND dropped_generation <= ?",
                node,
                documentGeneration);
    }

    /// Drops connections. Where they were is kept a little longer than samples of what they carried.
    static void delete(Handle tx, List<ConnectionId> ids) {
        Write.of("""
                WITH gone AS (DELETE FROM vpn_connection WHERE id = ANY (?::uuid[])
                              RETURNING id, project_id, gateway_id)
                INSERT INTO gone_connection (id, project_id, gateway_id)
                SELECT id, project_id, gateway_id FROM gone""", ids).in(tx);
        tx.execute("DELETE FROM gone_connection WHERE gone_at < now() - interval '26 hours'");
        ids.forEach(id -> TagTable.removeAll(tx, id));
    }
}
