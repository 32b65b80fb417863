package dev.causeway.model.document;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.causeway.model.ConnectionId;
import dev.causeway.model.NodeId;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/// All routes of a node that come from one source.
///
/// @param connection whose customer gateway told them; absent for what the node itself or its sibling has
/// @param number milliseconds since 1970, or one more than the block before
public record RouteBlock(
        NodeId node,
        @JsonInclude(JsonInclude.Include.NON_ABSENT) Optional<ConnectionId> connection,
        long number,
        List<SeenRoute> routes)
        implements Block {

    private static final long OVERTAKEN_MILLIS = 60_000;

    public RouteBlock {
        Objects.requireNonNull(node);
        Objects.requireNonNull(connection);
        routes = List.copyOf(routes);
    }

    @Override
    public List<ConnectionId> connections() {
        return connection.stream().toList();
    }

    @Override
    public BlockKey key() {
        return new BlockKey(connection.map(ConnectionId::value).orElse(node.value()), BlockKey.Kind.ROUTES);
    }

    @Override
    public long overtaken() {
        return OVERTAKEN_MILLIS;
    }
}
