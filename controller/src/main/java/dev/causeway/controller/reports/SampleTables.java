package dev.causeway.controller.reports;

import static java.util.stream.Collectors.joining;

import dev.causeway.model.document.ProbeBlock;
import dev.causeway.model.document.SampleBlock;
import dev.causeway.model.document.TrafficBlock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.function.Function;
import java.util.stream.LongStream;
import org.jdbi.v3.core.Handle;

/// Rows of `probe_sample` and `traffic_sample`, and the partitions in which they lie: one for each hour, named
/// after it. Samples of an hour that has none are not held, since a host's clock may be anything.
final class SampleTables {

    private static final List<String> TABLES = List.of("probe_sample", "traffic_sample");

    /// How long samples are kept, and the hour in which that ends.
    private static final long KEPT_HOURS = Duration.ofDays(1).toHours() + 1;

    private static final long HOURS_BACK = 1;
    private static final long HOURS_AHEAD = 2;
    private static final long MINUTES = Duration.ofHours(1).toMinutes();

    private SampleTables() {}

    static void addProbes(Handle tx, List<ProbeBlock> all) {
        List<ProbeBlock> blocks = counted(all);
        if (blocks.isEmpty()) {
            return;
        }
        tx.createUpdate("""
                        INSERT INTO probe_sample (connection_id, minute, kind, micros)
                        SELECT connection_id, minute, kind, micros::integer[]
                          FROM unnest(:connections, :minutes, :kinds, :micros)
                            AS s (connection_id, minute, kind, micros)
                         WHERE to_regclass('probe_sample_' || minute / 60) IS NOT NULL
                        ON CONFLICT DO NOTHING""")
                .bind("connections", Columns.ids(blocks, ProbeBlock::connection))
                .bind("minutes", Columns.numbers(blocks, ProbeBlock::number))
                .bind("kinds", Columns.texts(blocks, block -> block.kind().name()))
                .bind("micros", arrays(blocks, ProbeBlock::micros))
                .execute();
    }

    static void addTraffic(Handle tx, List<TrafficBlock> all) {
        List<TrafficBlock> blocks = counted(all);
        if (blocks.isEmpty()) {
            return;
        }
        tx.createUpdate("""
                        INSERT INTO traffic_sample
                               (connection_id, minute, bytes_in, bytes_out, packets_in, packets_out, state)
                        SELECT connection_id, minute, bytes_in::integer[], bytes_out::integer[],
                               packets_in::integer[], packets_out::integer[], state
                          FROM unnest(:connections, :minutes, :bytesIn, :bytesOut, :packetsIn, :packetsOut, :states)
                            AS s (connection_id, minute, bytes_in, bytes_out, packets_in, packets_out, state)
                         WHERE to_regclass('traffic_sample_' || minute / 60) IS NOT NULL
                        ON CONFLICT DO NOTHING""")
                .bind("connections", Columns.ids(blocks, TrafficBlock::connection))
                .bind("minutes", Columns.numbers(blocks, TrafficBlock::number))
                .bind("bytesIn", arrays(blocks, TrafficBlock::bytesIn))
                .bind("bytesOut", arrays(blocks, TrafficBlock::bytesOut))
                .bind("packetsIn", arrays(blocks, TrafficBlock::packetsIn))
                .bind("packetsOut", arrays(blocks, TrafficBlock::packetsOut))
                .bind(
                        "states",
                        Columns.texts(
                                blocks, block -> block.state().map(Enum::name).orElse(null)))
                .execute();
    }

    private static <B extends SampleBlock> List<B> counted(List<B> blocks) {
        return blocks.stream()
                .filter(block -> block.number() >= 0 && block.number() <= Integer.MAX_VALUE)
                .toList();
    }

    private static <B> String[] arrays(Collection<B> blocks, Function<B, List<Integer>> samples) {
        return Columns.texts(
                blocks,
                block -> samples.apply(block).stream().map(String::valueOf).collect(joining(",", "{", "}")));
    }

    /// Makes the partitions of the hours around this moment. They are made apart and attached, so that who reads or
    /// adds samples does not wait.
    static void makeRoom(Handle tx, Instant now) {
        long hour = hour(now);
        if (TABLES.stream().allMatch(table -> exists(tx, table, hour + 1))) {
            return;
        }
        tx.execute("SELECT pg_advisory_xact_lock(hashtext('partitions of samples'))");
        TABLES.forEach(table -> LongStream.rangeClosed(hour - HOURS_BACK, hour + HOURS_AHEAD)
                .filter(each -> !exists(tx, table, each))
                .forEach(each -> create(tx, table, each)));
    }

    private static void create(Handle tx, String table, long hour) {
        String name = table + "_" + hour;
        tx.execute("CREATE TABLE " + name + " (LIKE " + table + " INCLUDING ALL)");
        tx.execute("ALTER TABLE " + table + " ATTACH PARTITION " + name + " FOR VALUES FROM (" + hour * MINUTES
                + ") TO (" + (hour + 1) * MINUTES + ")");
    }

    /// Drops the partitions in which nothing is younger than a day. Who waits for a reader of samples has all that add
    /// some wait behind, so it is left to a later time rather than waited for.
    static void dropOld(Handle tx, Instant now) {
        if (!tx.createQuery("SELECT pg_try_advisory_xact_lock(hashtext('dropping of samples'))")
                .mapTo(Boolean.class)
                .one()) {
            return;
        }
        tx.execute("SET LOCAL lock_timeout = '100ms'");
        TABLES.forEach(table -> partitions(tx, table).stream()
                .filter(name -> Long.parseLong(name.substring(table.length() + 1)) < hour(now) - KEPT_HOURS)
                .forEach(name -> tx.execute("DROP TABLE IF EXISTS " + name)));
    }

    private static List<String> partitions(Handle tx, String table) {
        return tx.createQuery("""
                        SELECT c.relname FROM pg_inherits i JOIN pg_class c ON c.oid = i.inhrelid
                         WHERE i.inhparent = to_regclass(:table) AND c.relkind = 'r'""").bind("table", table).mapTo(String.class).list();
    }

    private static boolean exists(Handle tx, String table, long hour) {
        return tx.createQuery("SELECT to_regclass(:name) IS NOT NULL")
                .bind("name", table + "_" + hour)
                .mapTo(Boolean.class)
                .one();
    }

    private static long hour(Instant moment) {
        return Math.floorDiv(moment.getEpochSecond(), Duration.ofHours(1).toSeconds());
    }
}
