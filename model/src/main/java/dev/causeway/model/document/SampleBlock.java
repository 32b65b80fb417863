package dev.causeway.model.document;

import dev.causeway.model.ConnectionId;
import java.util.List;

/// What was measured of a connection within one minute. The number is the minute's, counted since 1970.
public sealed interface SampleBlock extends Block permits ProbeBlock, TrafficBlock {

    ConnectionId connection();

    @Override
    default List<ConnectionId> connections() {
        return List.of(connection());
    }

    /// An hour.
    @Override
    default long overtaken() {
        return 60;
    }
}
