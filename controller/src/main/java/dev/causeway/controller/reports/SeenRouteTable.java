package dev.causeway.controller.reports;

import dev.causeway.controller.database.Row;
import dev.causeway.controller.database.Select;
import dev.causeway.model.NodeId;
import dev.causeway.model.document.RouteBlock;
import dev.causeway.model.document.SeenRoute;
import java.sql.SQLException;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import org.jdbi.v3.core.Handle;

/// Rows of `seen_route`.
final class SeenRouteTable {

    private SeenRouteTable() {}

    private record Line(RouteBlock block, SeenRoute route) {

        UUID source() {
            return block.key().source();
        }
    }

    /// @param nodes whose routes
    static Select<NodeRoute> of(Select<NodeId> nodes) {
        return Select.of(
                        row -> new NodeRoute(
                                row.id("node_id", NodeId::new), row.id("source_id", Function.identity()), route(row)),
                        "SELECT * FROM seen_route")
                .among(" WHERE node_id", nodes);
    }

    private static SeenRoute route(Row row) throws SQLException {
        return new SeenRoute(
                row.prefix("destination"),
                row.optionalAddress("nexthop"),
                row.address("outbound"),
                row.constant("origin", SeenRoute.Origin.class),
                row.text("as_path"),
                row.longNumber("med"),
                row.constant("way", SeenRoute.Way.class));
    }

    /// Makes the routes of each source exactly those of its block.
    static void replace(Handle tx, List<RouteBlock> blocks) {
        if (blocks.isEmpty()) {
            return;
        }
        tx.createUpdate("DELETE FROM seen_route WHERE source_id = ANY (:sources)")
                .bind(
                        "sources",
                        blocks.stream().map(block -> block.key().source()).toArray(UUID[]::new))
                .execute();
        List<Line> lines = blocks.stream()
                .flatMap(block -> block.routes().stream().map(route -> new Line(block, route)))
                .toList();
        tx.createUpdate("""
                        INSERT INTO seen_route
                               (node_id, source_id, destination, nexthop, outbound, origin, as_path, med, way)
                        SELECT node_id, source_id, destination::cidr, nexthop::inet, outbound::inet, origin, as_path,
                               med, way
                          FROM unnest(:nodes, :sources, :destinations, :nexthops, :outbounds, :origins, :paths, :meds,
                                      :ways)
                            AS s (node_id, source_id, destination, nexthop, outbound, origin, as_path, med, way)
                        ON CONFLICT DO NOTHING""")
                .bind("nodes", Columns.ids(lines, line -> line.block().node()))
                .bind("sources", lines.stream().map(Line::source).toArray(UUID[]::new))
                .bind(
                        "destinations",
                        Columns.texts(lines, line -> line.route().destination().toString()))
                .bind(
                        "nexthops",
                        Columns.texts(
                                lines,
                                line -> line.route()
                                        .nexthop()
                                        .map(Object::toString)
                                        .orElse(null)))
                .bind(
                        "outbounds",
                        Columns.texts(lines, line -> line.route().outbound().toString()))
                .bind(
                        "origins",
                        Columns.texts(lines, line -> line.route().origin().name()))
                .bind("paths", Columns.texts(lines, line -> line.route().asPath()))
                .bind("meds", Columns.numbers(lines, line -> line.route().med()))
                .bind("ways", Columns.texts(lines, line -> line.route().way().name()))
                .execute();
    }

    /// Drops all routes of a node, and how far they are held.
    static void remove(Handle tx, NodeId node) {
        tx.createUpdate("""
                        WITH gone AS (DELETE FROM seen_route WHERE node_id = :node)
                        DELETE FROM block_position WHERE source_id = :node""").bind("node", node.value()).execute();
    }
}
