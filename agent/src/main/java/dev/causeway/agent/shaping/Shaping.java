package dev.causeway.agent.shaping;

import dev.causeway.agent.host.HostNames;
import dev.causeway.agent.host.LinkNames;
import dev.causeway.agent.host.Namespace;
import dev.causeway.agent.host.Namespaces;
import dev.causeway.agent.process.Command;
import dev.causeway.agent.process.CommandRunner;
import dev.causeway.model.NodeId;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// Holds what passes the EIPs of this host's nodes to what was bought, in each direction by itself. Bytes are
/// counted as they are on the wire, with the headers of tunnels.
public final class Shaping {

    private final HostNames names;
    private final Namespaces namespaces;
    private final CommandRunner commands;

    /// Nodes that are known to hold nothing back.
    private final Set<NodeId> free = ConcurrentHashMap.newKeySet();

    public Shaping(HostNames names, Namespaces namespaces, CommandRunner commands) {
        this.names = names;
        this.namespaces = namespaces;
        this.commands = commands;
    }

    /// Holds a node's EIP to this. The node has one. Another number is changed to without any loss; the same
    /// one changes nothing.
    ///
    /// @param megabits in a second, at least one; absent if nothing is held back
    public void apply(NodeId node, Optional<Integer> megabits) {
        if (megabits.isEmpty() && free.contains(node)) {
            return;
        }
        Namespace namespace = names.node(node);
        Shape found = Shape.parse(commands.run(Namespaces.inside(namespace, "sh", "-c", Shape.LOOK)));
        if (megabits.isPresent()) {
            free.remove(node);
            namespaces.batch(namespace, found.links());
            batch(namespace, found.to(megabits.get()));
        } else {
            batch(namespace, found.toNone());
            if (found.hasMirror()) {
                namespaces.batch(namespace, List.of("link del " + LinkNames.MIRROR));
            }
            free.add(node);
        }
    }

    /// Forgets a node that is gone, or has no EIP any more.
    public void remove(NodeId node) {
        free.remove(node);
    }

    private void batch(Namespace namespace, List<String> lines) {
        if (!lines.isEmpty()) {
            commands.run(
                    Command.of("tc", "-n", namespace.name(), "-batch", "-").withInput(String.join("\n", lines) + "\n"));
        }
    }
}
