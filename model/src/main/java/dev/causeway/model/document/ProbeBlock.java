package dev.causeway.model.document;

import dev.causeway.model.ConnectionId;
import dev.causeway.model.NodeId;
import java.util.List;
import java.util.Objects;

/// How soon a customer gateway answered.
///
/// @param micros a round trip for each request, in their order; -1 where no answer came
public record ProbeBlock(NodeId node, ConnectionId connection, ProbeKind kind, long number, List<Integer> micros)
        implements SampleBlock {

    public ProbeBlock {
        Objects.requireNonNull(node);
        Objects.requireNonNull(connection);
        Objects.requireNonNull(kind);
        micros = List.copyOf(micros);
    }

    @Override
    public BlockKey key() {
        return new BlockKey(
                connection.value(),
                switch (kind) {
                    case LINK -> BlockKey.Kind.LINK;
                    case TUNNEL -> BlockKey.Kind.TUNNEL;
                });
    }
}
