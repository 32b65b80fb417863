package dev.causeway.agent.node;

import dev.causeway.agent.ipsec.ObservedPair;
import dev.causeway.agent.ipsec.ObservedTunnel;
import dev.causeway.agent.ipsec.TunnelConfig;
import dev.causeway.model.ConnectionId;
import dev.causeway.model.Ipv4;
import dev.causeway.model.NodeId;
import dev.causeway.model.document.Tunnel;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Tunnels that are as somebody says they were seen.
final class SeenTunnels implements TunnelDriver {

    private final Map<ConnectionId, ObservedTunnel> seen = new HashMap<>();
    List<TunnelConfig> applied = List.of();

    void see(Tunnel tunnel, ObservedTunnel.State state, Instant since) {
        seen.put(
                tunnel.connection(),
                new ObservedTunnel(tunnel.connection(), 1, state, "", since, Set.of(), ObservedTunnel.Traffic.NONE));
    }

    @Override
    public boolean apply(NodeId id, List<TunnelConfig> wanted) {
        applied = wanted;
        return true;
    }

    @Override
    public void letAnswer(NodeId id, Set<Ipv4> peers) {}

    @Override
    public void remove(NodeId id) {
        applied = List.of();
    }

    @Override
    public List<ObservedPair> pairs(NodeId id) {
        return List.of();
    }

    @Override
    public List<ObservedTunnel> observe(NodeId id) {
        return new ArrayList<>(seen.values());
    }
}
