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

    private final SharedLimits shared;

    /// Nodes that are known to hold nothing back.
    private final Set<NodeId> free = ConcurrentHashMap.newKeySet();

    public Shaping(HostNames names, Namespaces namespaces, CommandRunner commands) {
        this.names = names;
        this.namespaces = namespaces;
        this.commands = commands;
        this.shared = new SharedLimits(names, namespaces, commands);
    }

    /// Holds a node's EIP to this. The node has one. Another number is changed to without any loss; the same
    /// one changes nothing.
    ///
    /// @param megabits in a second, at least one; absent if nothing is held back
    /// @param together what it lets pass together with other EIPs at most
    public void apply(NodeId node, Optional<Integer> megabits, Optional<SharedLimit> together) {
        apply(node, megabits, together.isPresent());
        shared.apply(node, together);
    }

    private void apply(NodeId node, Optional<Integer> megabits, boolean shares) {
        if (megabits.isEmpty() && !shares && free.contains(node)) {
            return;
        }
        Shape found = look(node);
        String port = LinkNames.internetPort(node);
        if (!found.hasHooks() && (shares || found.in().isEmpty())) {
            // A link that gets hooks drops what passes it for a moment, so it gets them while it is new. One
            // that an earlier version made gets them when they are needed.
            batch(names.internet(), List.of("qdisc add dev %s clsact".formatted(port)));
        }
        if (megabits.isPresent()) {
            free.remove(node);
            batch(names.node(node), Shape.held(LinkNames.EIP, found.out(), megabits.get()));
            batch(names.internet(), Shape.held(port, found.in(), megabits.get()));
        } else {
            batch(names.node(node), Shape.free(LinkNames.EIP, found.out()));
            batch(names.internet(), Shape.free(port, found.in()));
            free.add(node);
        }
        if (found.hasMirror()) {
            batch(names.node(node), List.of("qdisc del dev %s ingress".formatted(LinkNames.EIP)));
            namespaces.batch(names.node(node), List.of("link del " + LinkNames.MIRROR));
        }
    }

    Shape look(NodeId node) {
        return Shape.parse(commands.run(Command.of("sh", "-c", """
                tc -n %1$s filter show dev %3$s parent ffff: 2>/dev/null; echo --
                tc -n %1$s class show dev %3$s 2>/dev/null; echo --
                tc -n %2$s class show dev %4$s 2>/dev/null; echo --
                tc -n %2$s qdisc show dev %4$s 2>/dev/null; true
                """.formatted(
                        names.node(node), names.internet(), LinkNames.EIP, LinkNames.internetPort(node)))));
    }

    /// Forgets a node that is gone, or has no EIP any more.
    public void remove(NodeId node) {
        free.remove(node);
        shared.remove(node);
    }

    private void batch(Namespace namespace, List<String> lines) {
        if (!lines.isEmpty()) {
            commands.run(
                    Command.of("tc", "-n", namespace.name(), "-batch", "-").withInput(String.join("\n", lines) + "\n"));
        }
    }
}
