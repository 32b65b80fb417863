package dev.causeway.model.wire;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.causeway.model.ConnectionId;
import dev.causeway.model.NodeId;
import dev.causeway.model.document.BlockKey;
import dev.causeway.model.document.LogPositions;
import dev.causeway.model.document.LogSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;

/// How positions of logs are written: those of other sources than connections are an optional list of their own, which
/// is left out if it is empty, as is that of blocks. Blocks of an unknown kind are passed over.
record PositionsForm(
        List<Held> held,
        @JsonInclude(JsonInclude.Include.NON_ABSENT) Optional<List<HeldNode>> nodes,
        @JsonInclude(JsonInclude.Include.NON_ABSENT) Optional<List<NumberedBlock>> blocks) {

    /// The position of the last line that is held of one connection.
    record Held(ConnectionId connection, long position) {

        LogPositions.Held value() {
            return new LogPositions.Held(new LogSource.Connection(connection), position);
        }
    }

    /// The same of one node.
    record HeldNode(NodeId node, long position) {

        LogPositions.Held value() {
            return new LogPositions.Held(new LogSource.Node(node), position);
        }
    }

    /// The number of the newest block that is held of one source and kind.
    record NumberedBlock(UUID id, String kind, long number) {

        static NumberedBlock of(LogPositions.HeldBlock block) {
            return new NumberedBlock(block.key().source(), block.key().kind().name(), block.number());
        }

        Stream<LogPositions.HeldBlock> value() {
            return Arrays.stream(BlockKey.Kind.values())
                    .filter(known -> known.name().equals(kind))
                    .map(known -> new LogPositions.HeldBlock(new BlockKey(id, known), number));
        }
    }

    static PositionsForm of(LogPositions positions) {
        List<Held> connections = new ArrayList<>();
        List<HeldNode> nodes = new ArrayList<>();
        for (LogPositions.Held one : positions.held()) {
            switch (one.source()) {
                case LogSource.Connection(ConnectionId connection) ->
                    connections.add(new Held(connection, one.position()));
                case LogSource.Node(NodeId node) -> nodes.add(new HeldNode(node, one.position()));
            }
        }
        return new PositionsForm(
                connections,
                present(nodes),
                present(positions.blocks().stream().map(NumberedBlock::of).toList()));
    }

    private static <T> Optional<List<T>> present(List<T> list) {
        return Optional.of(list).filter(all -> !all.isEmpty());
    }

    LogPositions value() {
        return new LogPositions(
                Stream.concat(
                                held.stream().map(Held::value),
                                nodes.orElse(List.of()).stream().map(HeldNode::value))
                        .toList(),
                blocks.orElse(List.of()).stream().flatMap(NumberedBlock::value).toList());
    }
}
