package dev.causeway.agent.node;

import dev.causeway.agent.firewall.PassedPackets;
import dev.causeway.model.NodeId;
import java.util.OptionalLong;

/// Counting by the firewall.
public record FirewallCounter(PassedPackets packets) implements PassageCounter {

    @Override
    public void begin(NodeId node) {
        packets.begin(node);
    }

    @Override
    public OptionalLong count(NodeId node) {
        return packets.count(node);
    }

    @Override
    public void end(NodeId node) {
        packets.end(node);
    }
}
