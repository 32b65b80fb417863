package dev.causeway.agent.node;

import dev.causeway.agent.openvpn.AccessConfig;
import dev.causeway.agent.openvpn.DaemonBuild;
import dev.causeway.agent.openvpn.ObservedServer;
import dev.causeway.agent.openvpn.ObservedSession;
import dev.causeway.agent.openvpn.OpenVpn;
import dev.causeway.agent.openvpn.ServerConfig;
import dev.causeway.model.NodeId;
import dev.causeway.model.document.LogLine;
import dev.causeway.model.document.LogSource;
import java.util.List;
import java.util.Optional;

/// Clients of nodes by OpenVPN.
public record OpenVpnClients(OpenVpn servers) implements ClientDriver {

    @Override
    public void apply(NodeId node, Optional<ServerConfig> server) {
        servers.apply(node, server);
    }

    @Override
    public void access(AccessConfig access) {
        servers.access(access);
    }

    @Override
    public void remove(NodeId node) {
        servers.remove(node);
    }

    @Override
    public Optional<ObservedServer> server(NodeId node) {
        return servers.server(node);
    }

    @Override
    public List<ObservedSession> sessions(NodeId node) {
        return servers.sessions(node);
    }

    @Override
    public Optional<DaemonBuild> offered() {
        return servers.offered();
    }

    /// The oldest lines of a node's log behind a position.
    public List<LogLine> log(NodeId node, long afterPosition, int limit) {
        return servers.log(node, afterPosition, limit).stream()
                .map(line -> new LogLine(new LogSource.Node(node), line.position(), line.time(), line.text()))
                .toList();
    }
}
