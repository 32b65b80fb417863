package dev.causeway.model.document;

import dev.causeway.model.ConnectionId;
import dev.causeway.model.NodeId;
import java.util.List;
import java.util.Objects;

/// What a tunnel carried: one number for each five seconds, seen from the gateway.
public record TrafficBlock(
        NodeId node,
        ConnectionId connection,
        long number,
        List<Integer> bytesIn,
        List<Integer> bytesOut,
        List<Integer> packetsIn,
        List<Integer> packetsOut)
        implements SampleBlock {

    public TrafficBlock {
        Objects.requireNonNull(node);
        Objects.requireNonNull(connection);
        bytesIn = List.copyOf(bytesIn);
        bytesOut = List.copyOf(bytesOut);
        packetsIn = List.copyOf(packetsIn);
        packetsOut = List.copyOf(packetsOut);
    }

    @Override
    public BlockKey key() {
        return new BlockKey(connection.value(), BlockKey.Kind.TRAFFIC);
    }
}
