package dev.causeway.model.document;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.causeway.model.ConnectionId;
import dev.causeway.model.NodeId;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/// How a tunnel was, and what it carried: one number for each five seconds, seen from the gateway.
///
/// @param state the worst within the minute: down as soon as it was not up for a moment. Absent if an earlier
///     version tells
public record TrafficBlock(
        NodeId node,
        ConnectionId connection,
        long number,
        List<Integer> bytesIn,
        List<Integer> bytesOut,
        List<Integer> packetsIn,
        List<Integer> packetsOut,
        @JsonInclude(JsonInclude.Include.NON_ABSENT) Optional<TunnelReport.State> state)
        implements SampleBlock {

    public TrafficBlock {
        Objects.requireNonNull(node);
        Objects.requireNonNull(connection);
        bytesIn = List.copyOf(bytesIn);
        bytesOut = List.copyOf(bytesOut);
        packetsIn = List.copyOf(packetsIn);
        packetsOut = List.copyOf(packetsOut);
        Objects.requireNonNull(state);
    }

    @Override
    public BlockKey key() {
        return new BlockKey(connection.value(), BlockKey.Kind.TRAFFIC);
    }
}
