package dev.causeway.agent.link;

import dev.causeway.model.document.Block;
import dev.causeway.model.document.BlockKey;
import dev.causeway.model.document.LogPositions;
import dev.causeway.model.document.RouteBlock;
import dev.causeway.model.document.SampleBlock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/// Which blocks wait to be sent. One does until the controller holds it, unless it is of no use any more: newer routes
/// take the place of older ones, and samples are kept for an hour.
final class BlockCursors {

    private static final int ROUTES_PER_REPORT = 20;
    private static final int SAMPLES_PER_REPORT = 200;

    /// Octets of routes in a report, but that there may be one block, whatever it takes.
    private static final int ROUTES_WEIGH = 2 << 20;

    /// Octets of a route without its AS path.
    private static final int ROUTE_WEIGHS = 200;

    private static final Duration SAMPLES_KEPT = Duration.ofHours(1);

    /// One that is forgotten is sent once more.
    private static final int MOST_POSITIONS = 50_000;

    private SequencedMap<BlockKey, Long> held = new LinkedHashMap<>();

    /// By number. A source that has had its turn is behind all that wait.
    private final SequencedMap<BlockKey, TreeMap<Long, Block>> waiting = new LinkedHashMap<>();

    /// Blocks for one report.
    ///
    /// @param moreToCome whether some had to wait for the next report
    record BlockBatch(List<Block> blocks, boolean moreToCome) {

        BlockBatch {
            blocks = List.copyOf(blocks);
        }
    }

    /// Begins behind what the controller holds, as an earlier run of the agent or a database that was put back left it.
    void start(LogPositions positions) {
        held = new LinkedHashMap<>();
        positions.blocks().forEach(block -> held.put(block.key(), block.number()));
    }

    /// What the controller does not hold yet, as much as fits.
    ///
    /// @param seen the blocks that there are now; those that were seen before need not be among them
    BlockBatch next(List<Block> seen, Instant now) {
        seen.stream().filter(block -> !isHeld(block)).forEach(this::await);
        dropBefore(minute(now.minus(SAMPLES_KEPT)));
        var routes = new Choice(ROUTES_PER_REPORT, ROUTES_WEIGH);
        var samples = new Choice(SAMPLES_PER_REPORT, Integer.MAX_VALUE);
        boolean more = false;
        for (Block block : all()) {
            more |= !switch (block) {
                case RouteBlock table -> routes.take(table, weight(table));
                case SampleBlock sample -> samples.take(sample, 0);
            };
        }
        return new BlockBatch(
                Stream.concat(routes.chosen.stream(), samples.chosen.stream()).toList(), more);
    }

    /// Says that the controller holds these blocks now.
    void acknowledged(BlockBatch batch) {
        for (Block block : batch.blocks()) {
            var _ = held.putLast(block.key(), block.number());
            waiting.computeIfPresent(block.key(), (_, blocks) -> {
                blocks.remove(block.number());
                return blocks.isEmpty() ? null : blocks;
            });
            Optional.ofNullable(waiting.get(block.key())).ifPresent(rest -> waiting.putLast(block.key(), rest));
        }
        while (held.size() > MOST_POSITIONS) {
            held.pollFirstEntry();
        }
    }

    private boolean isHeld(Block block) {
        return Optional.ofNullable(held.get(block.key())).filter(block::isHeld).isPresent();
    }

    private void await(Block block) {
        TreeMap<Long, Block> blocks = waiting.computeIfAbsent(block.key(), _ -> new TreeMap<>());
        switch (block) {
            case RouteBlock table -> {
                blocks.clear();
                blocks.put(table.number(), ReportSize.bounded(table));
            }
            case SampleBlock sample -> blocks.put(sample.number(), sample);
        }
    }

    private void dropBefore(long minute) {
        waiting.values().removeIf(blocks -> {
            blocks.values().removeIf(block -> block instanceof SampleBlock && block.number() < minute);
            return blocks.isEmpty();
        });
    }

    private List<Block> all() {
        return waiting.values().stream()
                .map(Map::values)
                .flatMap(blocks -> blocks.stream())
                .toList();
    }

    private static int weight(RouteBlock block) {
        return block.routes().stream()
                .mapToInt(route -> ROUTE_WEIGHS + route.asPath().length())
                .sum();
    }

    /// Blocks of one kind for a report.
    private static final class Choice {

        private final List<Block> chosen = new ArrayList<>();
        private final int most;
        private int left;

        Choice(int most, int left) {
            this.most = most;
            this.left = left;
        }

        /// @return whether there was room for it
        boolean take(Block block, int weight) {
            boolean fits = chosen.isEmpty() || (chosen.size() < most && weight <= left);
            if (fits) {
                chosen.add(block);
                left -= weight;
            }
            return fits;
        }
    }

    private static long minute(Instant moment) {
        return Math.floorDiv(moment.getEpochSecond(), Duration.ofMinutes(1).toSeconds());
    }
}
