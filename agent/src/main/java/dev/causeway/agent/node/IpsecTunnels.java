package dev.causeway.agent.node;

import dev.causeway.agent.ipsec.LogEntry;
import dev.causeway.agent.ipsec.ObservedPair;
import dev.causeway.agent.ipsec.ObservedTunnel;
import dev.causeway.agent.ipsec.TunnelConfig;
import dev.causeway.agent.ipsec.Tunnels;
import dev.causeway.model.ConnectionId;
import dev.causeway.model.Ipv4;
import dev.causeway.model.NodeId;
import dev.causeway.model.document.LogLine;
import dev.causeway.model.document.LogSource;
import java.util.List;
import java.util.Set;

/// The tunnels of nodes by IPsec.
public record IpsecTunnels(Tunnels tunnels) implements TunnelDriver {

    @Override
    public boolean apply(NodeId node, List<TunnelConfig> wanted) {
        return tunnels.apply(node, wanted);
    }

    @Override
    public void letAnswer(NodeId node, Set<Ipv4> peers) {
        tunnels.letAnswer(node, peers);
    }

    @Override
    public void remove(NodeId node) {
        tunnels.remove(node);
    }

    @Override
    public List<ObservedTunnel> observe(NodeId node) {
        return tunnels.observe(node);
    }

    @Override
    public List<ObservedPair> pairs(NodeId node) {
        return tunnels.pairs(node);
    }

    /// The oldest lines of a connection's log behind a position.
    public List<LogLine> log(ConnectionId connection, long afterPosition, int limit) {
        return tunnels.log(connection, afterPosition, limit).stream()
                .map(entry -> line(connection, entry))
                .toList();
    }

    private static LogLine line(ConnectionId connection, LogEntry entry) {
        return new LogLine(new LogSource.Connection(connection), entry.position(), entry.time(), entry.text());
    }
}
