package dev.causeway.agent.openvpn;

import dev.causeway.agent.host.HostNames;
import dev.causeway.agent.process.CommandRunner;
import dev.causeway.model.NodeId;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/// The VPN servers of the nodes of this host. Servers outlive this object: the next one finds and adopts them.
public final class OpenVpn implements AutoCloseable {

    /// @param logs the folder for what is kept of the nodes' logs, which lies on disk
    /// @param changed told of each node of which something is observed that was not so before
    public OpenVpn(
            HostNames names,
            Path logs,
            CommandRunner commands,
            SessionFilter filter,
            PasswordCheck passwords,
            Consumer<NodeId> changed) {}

    /// Makes this the server of a node, or ends the one that it has. The node's namespace exists, and its firewall is
    /// closed. When this returns, the link `p2c0` is there and stays, whatever becomes of the daemon; the daemon is
    /// started meanwhile, and [#server] tells of it.
    public void apply(NodeId node, Optional<ServerConfig> server) {
        refuse();
    }

    /// Says who may connect. When this returns, whoever may not any more is out of the filter. It never waits for a
    /// daemon. May come before the node's server is known, and nobody is let in before it came.
    public void access(AccessConfig access) {
        refuse();
    }

    /// Ends the server of a node; nothing of it remains.
    public void remove(NodeId node) {}

    /// What was last seen of the server of a node; nothing if it shall have none.
    public Optional<ObservedServer> server(NodeId node) {
        return Optional.empty();
    }

    /// The clients that are connected to a node.
    public List<ObservedSession> sessions(NodeId node) {
        return List.of();
    }

    /// The oldest lines of a node's log whose position is greater than `after`.
    public List<EventLine> log(NodeId node, long after, int limit) {
        return List.of();
    }

    /// What a daemon that is started now is made of; nothing if OpenVPN is not installed.
    public Optional<DaemonBuild> offered() {
        return Optional.empty();
    }

    /// What the operator should know.
    public List<String> concerns() {
        return List.of();
    }

    private static void refuse() {
        throw new UnsupportedOperationException("clients cannot be served yet");
    }

    /// Lets go of the servers; they and their clients' connections stay.
    @Override
    public void close() {}
}
