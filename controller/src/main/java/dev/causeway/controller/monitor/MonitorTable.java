package dev.causeway.controller.monitor;

import dev.causeway.controller.database.Select;
import dev.causeway.controller.database.Write;
import dev.causeway.controller.resource.NamePart;
import dev.causeway.model.ConnectionId;
import dev.causeway.model.MonitorId;
import dev.causeway.model.NodeId;
import dev.causeway.model.ProjectId;
import dev.causeway.model.document.Monitor;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Reads and writes rows of `connection_monitor`.
final class MonitorTable {

    private static final Select<ShownMonitor> SHOWN = Select.of(
            row -> new ShownMonitor(
                    row.id("id", MonitorId::new),
                    row.id("connection_id", ConnectionId::new),
                    row.optionalAddress("source"),
                    row.address("destination"),
                    status(row.flag("dropped"), row.flag("begun"))),
            """
            SELECT m.id, m.connection_id, e.address AS source, c.peer_address AS destination,
                   m.dropped_generation IS NOT NULL OR c.dropped_generation IS NOT NULL AS dropped,
                   m.begun_at IS NOT NULL AS begun
              FROM connection_monitor m
              JOIN vpn_connection c ON c.id = m.connection_id
              LEFT JOIN eip e ON e.node_id = c.node_id""");

    private MonitorTable() {}

    /// A connection that may be given a monitor, or lose it.
    ///
    /// @param deleting whether it is about to go
    record Monitored(ConnectionId id, NodeId node, boolean deleting) {}

    /// The monitor that a connection has.
    ///
    /// @param deleting whether it is about to go
    record Held(MonitorId id, boolean deleting) {}

    /// Which monitors of a project a list shall hold.
    ///
    /// @param enterpriseProjects none, to find those of any
    /// @param name a part of their connections' names: they have none themselves
    record Filter(Optional<ConnectionId> connection, List<String> enterpriseProjects, Optional<NamePart> name) {}

    private static ShownMonitor.Status status(boolean dropped, boolean begun) {
        if (dropped) {
            return ShownMonitor.Status.PENDING_DELETE;
        }
        return begun ? ShownMonitor.Status.ACTIVE : ShownMonitor.Status.PENDING_CREATE;
    }

    static Select<ShownMonitor> find(ProjectId project, MonitorId id) {
        return SHOWN.and(" WHERE m.project_id = ? AND m.id = ?", project, id);
    }

    /// The oldest first.
    static Select<ShownMonitor> list(ProjectId project, Filter filter) {
        Select<ShownMonitor> some = SHOWN.and(" WHERE m.project_id = ?", project)
                .and(" AND m.connection_id = ?", filter.connection())
                .and(" AND c.name ILIKE ?", filter.name().map(NamePart::pattern));
        if (!filter.enterpriseProjects().isEmpty()) {
            some = some.and(
                    " AND c.gateway_id IN (SELECT id FROM vpn_gateway WHERE enterprise_project_id = ANY (?))",
                    filter.enterpriseProjects());
        }
        return some.and(" ORDER BY m.created_at, m.id");
    }

    /// Nobody changes the connection until the transaction ends.
    static Select<Monitored> lock(ProjectId project, ConnectionId id) {
        return Select.of(
                row -> new Monitored(
                        row.id("id", ConnectionId::new), row.id("node_id", NodeId::new), row.flag("deleting")),
                """
                SELECT id, node_id, dropped_generation IS NOT NULL AS deleting
                  FROM vpn_connection WHERE project_id = ? AND id = ? FOR UPDATE""",
                project,
                id);
    }

    static Select<Held> ofConnection(ConnectionId id) {
        return Select.of(row -> new Held(row.id("id", MonitorId::new), row.flag("deleting")), """
                SELECT id, dropped_generation IS NOT NULL AS deleting
                  FROM connection_monitor WHERE connection_id = ?""", id);
    }

    /// The connection of a monitor, which is held like it.
    static Select<Monitored> lock(ProjectId project, MonitorId id) {
        return Select.of(
                row -> new Monitored(
                        row.id("id", ConnectionId::new), row.id("node_id", NodeId::new), row.flag("deleting")),
                """
                SELECT c.id, c.node_id,
                       c.dropped_generation IS NOT NULL OR m.dropped_generation IS NOT NULL AS deleting
                  FROM connection_monitor m JOIN vpn_connection c ON c.id = m.connection_id
                 WHERE m.project_id = ? AND m.id = ?
                   FOR UPDATE OF c, m""",
                project,
                id);
    }

    /// The monitors that a node shall have.
    static Select<Monitor> onNode(NodeId node) {
        return Select.of(
                row -> new Monitor(row.id("id", MonitorId::new), row.id("connection_id", ConnectionId::new)),
                """
                SELECT m.id, m.connection_id
                  FROM connection_monitor m JOIN vpn_connection c ON c.id = m.connection_id
                 WHERE c.node_id = ? AND m.dropped_generation IS NULL AND c.dropped_generation IS NULL
                 ORDER BY c.slot""",
                node);
    }

    /// @param documentGeneration finds the generation of the node's document that is the first to have it
    static Write insert(
            ProjectId project, MonitorId id, ConnectionId connection, Select<Long> documentGeneration, Instant now) {
        List<Object> values = new ArrayList<>(List.of(id, project, connection, now));
        values.addAll(documentGeneration.values());
        return new Write("""
                INSERT INTO connection_monitor (id, project_id, connection_id, created_at, document_generation)
                SELECT ?, ?, ?, ?, coalesce((%s), 0)""".formatted(documentGeneration.sql()), values);
    }

    /// @param documentGeneration finds the generation of the node's document that no longer has it
    static Write markDropped(MonitorId id, Select<Long> documentGeneration) {
        List<Object> values = new ArrayList<>(documentGeneration.values());
        values.add(id);
        return new Write(
                "UPDATE connection_monitor SET dropped_generation = coalesce((%s), 0) WHERE id = ?"
                        .formatted(documentGeneration.sql()),
                values);
    }

    /// Notes of which monitors the first requests were answered or lost. That stays so: a host that was started anew
    /// knows nothing of them for a while.
    ///
    /// @param asked the generation of the document by which each connection's node asked
    static Write markBegun(Map<ConnectionId, Long> asked, Instant now) {
        return Write.of("""
                UPDATE connection_monitor m SET begun_at = ?
                  FROM unnest(?::uuid[], ?::bigint[]) AS asked (connection_id, generation)
                 WHERE m.connection_id = asked.connection_id AND m.begun_at IS NULL
                   AND m.document_generation <= asked.generation""", now, List.copyOf(asked.keySet()), List.copyOf(asked.values()));
    }

    static Write delete(MonitorId id) {
        return Write.of("DELETE FROM connection_monitor WHERE id = ?", id);
    }

    /// Removes those that nodes no longer have.
    ///
    /// @param applied the generation of each node's document
    static Write deleteDropped(Map<NodeId, Long> applied) {
        return Write.of("""
                DELETE FROM connection_monitor m
                 USING vpn_connection c, unnest(?::uuid[], ?::bigint[]) AS applied (node_id, generation)
                 WHERE m.dropped_generation IS NOT NULL
                   AND c.id = m.connection_id AND c.node_id = applied.node_id
                   AND m.dropped_generation <= applied.generation""", List.copyOf(applied.keySet()), List.copyOf(applied.values()));
    }
}
