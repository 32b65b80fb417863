package dev.causeway.agent.node;

import dev.causeway.agent.ipsec.Finding;
import dev.causeway.agent.ipsec.ObservedPair;
import dev.causeway.agent.ipsec.ObservedTunnel;
import dev.causeway.agent.ipsec.ObservedTunnel.Traffic;
import dev.causeway.agent.routing.ObservedNeighbour;
import dev.causeway.agent.routing.RouteTable;
import dev.causeway.model.NodeId;
import dev.causeway.model.document.BgpPeerReport;
import dev.causeway.model.document.BgpPeerReport.Bfd;
import dev.causeway.model.document.Evidence;
import dev.causeway.model.document.RouteBlock;
import dev.causeway.model.document.SaReport;
import dev.causeway.model.document.SeenRoute;
import dev.causeway.model.document.Steering;
import dev.causeway.model.document.Tunnel;
import dev.causeway.model.document.TunnelReport;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

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
                counters(seen.traffic()),
                seen.finding().map(TunnelReports::evidence));
    }

    private static Evidence evidence(Finding finding) {
        return new Evidence(finding.code().word(), finding.line(), finding.ours(), finding.theirs());
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

    /// What is told of the BGP session through a tunnel, if there is to be one.
    static Optional<BgpPeerReport> of(NodeId node, Tunnel tunnel, ObservedNeighbour seen) {
        return switch (tunnel.steering()) {
            case Steering.Static _, Steering.Policy _ -> Optional.empty();
            case Steering.Bgp bgp ->
                Optional.of(new BgpPeerReport(
                        tunnel.connection(),
                        node,
                        tunnel.peerAddress().address(),
                        bgp.peerAsn(),
                        seen.state(),
                        seen.since(),
                        seen.received(),
                        seen.accepted(),
                        seen.messagesIn(),
                        seen.messagesOut(),
                        seen.bfdUp() ? Bfd.UP : Bfd.DOWN,
                        seen.trouble()));
        };
    }

    static RouteBlock routes(NodeId node, RouteTable table) {
        return new RouteBlock(
                node,
                table.connection(),
                table.number(),
                table.routes().stream().map(TunnelReports::route).toList());
    }

    private static SeenRoute route(RouteTable.Entry entry) {
        return new SeenRoute(
                entry.destination(),
                entry.nexthop(),
                entry.outbound(),
                SeenRoute.Origin.valueOf(entry.origin().toUpperCase(Locale.ROOT)),
                entry.asPath(),
                entry.med(),
                switch (entry.way()) {
                    case TUNNEL -> SeenRoute.Way.TUNNEL;
                    case SIBLING -> SeenRoute.Way.SIBLING;
                    case LOCAL -> SeenRoute.Way.LOCAL;
                });
    }
}
