package dev.causeway.agent.node;

import dev.causeway.agent.host.Slot;
import dev.causeway.agent.ipsec.Credential;
import dev.causeway.agent.ipsec.LogEntry;
import dev.causeway.agent.ipsec.ObservedTunnel;
import dev.causeway.agent.ipsec.ObservedTunnel.Traffic;
import dev.causeway.agent.ipsec.Selection;
import dev.causeway.agent.ipsec.TunnelConfig;
import dev.causeway.agent.ipsec.Tunnels;
import dev.causeway.model.ConnectionId;
import dev.causeway.model.Ipv4;
import dev.causeway.model.NodeId;
import dev.causeway.model.PolicyRule;
import dev.causeway.model.PreSharedKey;
import dev.causeway.model.Prefix;
import dev.causeway.model.document.Authentication;
import dev.causeway.model.document.LogLine;
import dev.causeway.model.document.LogSource;
import dev.causeway.model.document.NodeDocument;
import dev.causeway.model.document.NodeService;
import dev.causeway.model.document.Steering;
import dev.causeway.model.document.Tunnel;
import dev.causeway.model.document.TunnelReport;
import dev.causeway.model.document.Uplink;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// The tunnels of nodes by IPsec: says to the driver what documents want, and to reports what the driver has seen.
public record IpsecTunnels(Tunnels tunnels) implements TunnelDriver {

    @Override
    public boolean apply(NodeDocument node) {
        return tunnels.apply(node.node(), configs(node));
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
    public List<TunnelReport> observe(NodeId node) {
        return tunnels.observe(node).stream().map(seen -> report(node, seen)).toList();
    }

    @Override
    public Map<ConnectionId, Set<Prefix>> carried(NodeId node) {
        return tunnels.observe(node).stream()
                .collect(Collectors.toMap(ObservedTunnel::connection, ObservedTunnel::carried));
    }

    /// The oldest lines of a connection's log behind a position.
    public List<LogLine> log(ConnectionId connection, long afterPosition, int limit) {
        return tunnels.log(connection, afterPosition, limit).stream()
                .map(entry -> line(connection, entry))
                .toList();
    }

    static List<TunnelConfig> configs(NodeDocument node) {
        return node.tunnels().stream().map(tunnel -> config(node, tunnel)).toList();
    }

    private static TunnelConfig config(NodeDocument node, Tunnel tunnel) {
        return new TunnelConfig(
                node.node(),
                tunnel.connection(),
                tunnel.generation(),
                new Slot(tunnel.slot()),
                outside(node.uplink()),
                tunnel.peer(),
                credential(tunnel.authentication()),
                tunnel.ike(),
                tunnel.ipsec(),
                tunnel.localAddress(),
                selection(node.service(), tunnel.steering()));
    }

    private static TunnelConfig.Outside outside(Uplink uplink) {
        return switch (uplink) {
            case Uplink.Eip eip -> new TunnelConfig.Outside(eip.address(), eip.router());
        };
    }

    private static Credential credential(Authentication authentication) {
        return switch (authentication) {
            case Authentication.SharedKey(Optional<PreSharedKey> key) -> new Credential.Secret(key);
        };
    }

    private static Selection selection(NodeService service, Steering steering) {
        List<Prefix> local = switch (service) {
            case NodeService.SiteToCloud siteToCloud -> siteToCloud.localSubnets();
        };
        return switch (steering) {
            case Steering.Static(List<Prefix> remote) -> new Selection.Networks(local, remote);
            case Steering.Policy(List<PolicyRule> rules) -> new Selection.Rules(local, rules);
        };
    }

    private static TunnelReport report(NodeId node, ObservedTunnel seen) {
        return new TunnelReport(
                seen.connection(),
                node,
                seen.generation(),
                switch (seen.state()) {
                    case APPLYING -> TunnelReport.State.APPLYING;
                    case UP -> TunnelReport.State.UP;
                    case DOWN -> TunnelReport.State.DOWN;
                    case FAILED -> TunnelReport.State.FAILED;
                },
                seen.reason(),
                seen.since(),
                counters(seen.traffic()));
    }

    private static TunnelReport.Counters counters(Traffic traffic) {
        return new TunnelReport.Counters(
                traffic.packetsIn(), traffic.packetsOut(), traffic.bytesIn(), traffic.bytesOut());
    }

    private static LogLine line(ConnectionId connection, LogEntry entry) {
        return new LogLine(new LogSource.Connection(connection), entry.position(), entry.time(), entry.text());
    }
}
