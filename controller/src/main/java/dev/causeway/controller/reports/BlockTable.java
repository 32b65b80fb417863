package dev.causeway.controller.reports;

import dev.causeway.model.HostId;
import dev.causeway.model.document.Block;
import dev.causeway.model.document.BlockKey;
import dev.causeway.model.document.LogPositions;
import dev.causeway.model.document.ProbeBlock;
import dev.causeway.model.document.RouteBlock;
import dev.causeway.model.document.TrafficBlock;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;

/// Rows of `block_position`, by which it is known which blocks are new.
final class BlockTable {

    private BlockTable() {}

    /// Takes blocks, in whatever order they come: newer routes of a source replace the older ones, and samples are
    /// added. What is held already stays as it is.
    static void take(Handle tx, HostId host, List<Block> blocks) {
        if (blocks.isEmpty()) {
            return;
        }
        Map<BlockKey, Block> newest = blocks.stream()
                .collect(Collectors.toMap(Block::key, block -> block, BlockTable::newer, LinkedHashMap::new));
        Set<BlockKey> advanced = advance(tx, host, newest.values());
        List<RouteBlock> routes = new ArrayList<>();
        newest.forEach((key, block) -> {
            if (advanced.contains(key) && block instanceof RouteBlock route) {
                routes.add(route);
            }
        });
        SeenRouteTable.replace(tx, routes);
        SampleTables.addProbes(tx, of(ProbeBlock.class, blocks));
        SampleTables.addTraffic(tx, of(TrafficBlock.class, blocks));
    }

    private static Block newer(Block one, Block other) {
        return other.number() >= one.number() ? other : one;
    }

    private static <B extends Block> List<B> of(Class<B> kind, List<Block> blocks) {
        return blocks.stream().filter(kind::isInstance).map(kind::cast).toList();
    }

    /// @return those that were not held
    private static Set<BlockKey> advance(Handle tx, HostId host, Collection<Block> blocks) {
        return Set.copyOf(tx.createQuery("""
                        INSERT INTO block_position (source_id, kind, host_id, number)
                        SELECT source_id, kind, :host, number
                          FROM unnest(:sources, :kinds, :numbers, :overtaken) AS s (source_id, kind, number, overtaken)
                         WHERE NOT EXISTS (
                               SELECT FROM block_position p
                                WHERE (p.source_id, p.kind) = (s.source_id, s.kind)
                                  AND s.number BETWEEN p.number - s.overtaken AND p.number)
                        ON CONFLICT (source_id, kind) DO UPDATE
                           SET host_id = excluded.host_id, number = excluded.number
                        RETURNING source_id, kind""")
                .bind("host", host.value())
                .bind(
                        "sources",
                        blocks.stream().map(block -> block.key().source()).toArray(UUID[]::new))
                .bind("kinds", Columns.texts(blocks, block -> block.key().kind().name()))
                .bind("numbers", Columns.numbers(blocks, Block::number))
                .bind("overtaken", Columns.numbers(blocks, Block::overtaken))
                .map((row, _) -> key(row))
                .list());
    }

    /// How far the blocks of a host are held.
    static List<LogPositions.HeldBlock> held(Handle tx, HostId host) {
        return tx.createQuery("SELECT source_id, kind, number FROM block_position WHERE host_id = :host")
                .bind("host", host.value())
                .map((row, _) -> new LogPositions.HeldBlock(key(row), row.getLong("number")))
                .list();
    }

    /// Drops what a host has told, routes included: nobody sees them any more.
    static void forget(Handle tx, HostId host) {
        tx.createUpdate("""
                        DELETE FROM seen_route r USING block_position p
                         WHERE p.host_id = :host AND p.kind = 'ROUTES' AND r.source_id = p.source_id""").bind("host", host.value()).execute();
        tx.createUpdate("DELETE FROM block_position WHERE host_id = :host")
                .bind("host", host.value())
                .execute();
    }

    private static BlockKey key(ResultSet row) throws SQLException {
        return new BlockKey(row.getObject("source_id", UUID.class), BlockKey.Kind.valueOf(row.getString("kind")));
    }
}
