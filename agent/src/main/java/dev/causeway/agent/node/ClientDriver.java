package dev.causeway.agent.node;

import dev.causeway.agent.openvpn.AccessConfig;
import dev.causeway.agent.openvpn.DaemonBuild;
import dev.causeway.agent.openvpn.ObservedServer;
import dev.causeway.agent.openvpn.ObservedSession;
import dev.causeway.agent.openvpn.ServerConfig;
import dev.causeway.model.NodeId;
import java.util.List;
import java.util.Optional;

/// What serves clients: the daemon behind a node's link to them, and who is let in by it.
public interface ClientDriver {

    /// Makes this the server of a node, or ends the one that it has. The node's namespace exists, and its firewall is
    /// closed. Afterwards the link to the clients is there, and stays whatever becomes of the daemon, which is not
    /// waited for.
    void apply(NodeId node, Optional<ServerConfig> server);

    /// Says who may connect. Afterwards whoever may not any more reaches nothing. No daemon is waited for.
    void access(AccessConfig access);

    /// Ends the server of a node; nothing of it remains.
    void remove(NodeId node);

    /// What was last seen of the server of a node; nothing if it shall have none.
    Optional<ObservedServer> server(NodeId node);

    /// The clients that are connected to a node.
    List<ObservedSession> sessions(NodeId node);

    /// What a daemon that is started now is made of; nothing if there is no such program.
    Optional<DaemonBuild> offered();
}
