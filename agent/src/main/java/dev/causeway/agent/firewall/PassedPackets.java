package dev.causeway.agent.firewall;

import dev.causeway.agent.host.FirewallCounters;
import dev.causeway.agent.host.HostNames;
import dev.causeway.agent.host.Namespaces;
import dev.causeway.agent.process.CommandRunner;
import dev.causeway.model.NodeId;
import java.util.OptionalLong;

/// Counts, while somebody wants to know, what nodes pass on between the cloud and customers and between customers.
/// What a node itself says and hears is not among it, nor is what peers send to daemons of tunnels. A table beside
/// the node's own one refuses nothing, and comes after it, so that what was refused does not count.
public final class PassedPackets {

    private static final String TABLE = "drain";
    private static final String COUNTER = "passed";

    private static final String BEGINNING = """
            table ip %1$s {
              counter %2$s { }
              chain forward {
                type filter hook forward priority filter + 10; policy accept;
                %3$s return
                counter name %2$s
              }
            }
            """.formatted(TABLE, COUNTER, Ruleset.FROM_INTERNET);

    /// A table that is not there cannot be deleted.
    private static final String END = "table ip %1$s\ndelete table ip %1$s\n".formatted(TABLE);

    private final HostNames names;
    private final CommandRunner commands;

    public PassedPackets(HostNames names, CommandRunner commands) {
        this.names = names;
        this.commands = commands;
    }

    /// Begins to count; to be called where nothing counts yet.
    public void begin(NodeId node) {
        load(node, BEGINNING);
    }

    /// What was counted.
    ///
    /// @return nothing if nothing counts
    /// @throws IllegalStateException if the node's namespace is not there
    public OptionalLong count(NodeId node) {
        return FirewallCounters.packets(names.node(node), TABLE, COUNTER);
    }

    /// Ends the counting.
    public void end(NodeId node) {
        load(node, END);
    }

    private void load(NodeId node, String text) {
        commands.run(Namespaces.inside(names.node(node), "nft", "-f", "-").withInput(text));
    }
}
