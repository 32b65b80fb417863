package dev.causeway.agent.node;

import dev.causeway.agent.ipsec.ObservedPair;
import dev.causeway.agent.ipsec.ObservedTunnel;
import dev.causeway.agent.ipsec.ObservedTunnel.Traffic;
import dev.causeway.model.NodeId;
import dev.causeway.model.document.SaReport;
import dev.causeway.model.document.TunnelReport;
import java.util.List;

/// Says in reports what was seen of tunnels.
final class TunnelReports {

    private TunnelReports() {}

    /// What is told of a tunnel. It is up when traffic finds it: one that the routes have not followed yet is still
    /// down for others.
    ///
    /// @param isFound whether the routes are known to lead there, or nothing is known of them
    static TunnelReport of(NodeId node, ObservedTunnel seen, boolean isFound) {
        TunnelReport.State state = switch (seen.state()) {
            case APPLYING -> TunnelReport.State.APPLYING;
            case UP -> isFound ? TunnelReport.State.UP : TunnelReport.State.DOWN;
            case DOWN -> TunnelReport.State.DOWN;
            case FAILED -> TunnelReport.State.FAILED;
        };
        return new TunnelReport(
                seen.connection(),
                node,
                seen.generation(),
                state,
                seen.reason(),
                seen.since(),
                counters(seen.traffic()));
    }

    /// What is told of each pair of networks of tunnels.
    static List<SaReport> of(NodeId node, List<ObservedPair> pairs) {
        return pairs.stream()
                .map(pair -> new SaReport(
                        pair.connection(), node, pair.local(), pair.remote(), counters(pair.traffic()), pair.counted()))
                .toList();
    }

    private static TunnelReport.Counters counters(Traffic traffic) {
        return new TunnelReport.Counters(
                traffic.packetsIn(), traffic.packetsOut(), traffic.bytesIn(), traffic.bytesOut());
    }
}
