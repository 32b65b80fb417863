package dev.causeway.agent.firewall;

import dev.causeway.agent.host.HostNames;
import dev.causeway.agent.host.Namespaces;
import dev.causeway.agent.process.AtomicFile;
import dev.causeway.agent.process.CommandFailed;
import dev.causeway.agent.process.CommandRunner;
import dev.causeway.model.NodeId;
import dev.causeway.model.document.NodeDocument;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// The firewalls of this host's nodes.
public final class Firewall {

    private static final Pattern COUNTER = Pattern.compile("counter (\\w+) \\{\\s*packets (\\d+)");

    private static final String LIST = "nft -s -n list table inet " + Ruleset.TABLE;

    private final HostNames names;
    private final CommandRunner commands;
    private final Map<NodeId, Loaded> loaded = new ConcurrentHashMap<>();

    public Firewall(HostNames names, CommandRunner commands) {
        this.names = names;
        this.commands = commands;
    }

    /// Makes the node's table as the document says: whole and in one step, or not at all, and without loss
    /// for what may pass before and after. If the table is still what the kernel showed when these rules
    /// were loaded, by this agent or by one before it, nothing happens.
    ///
    /// @return whether the table was replaced
    public boolean apply(NodeDocument node) {
        String rules = Ruleset.of(node);
        Optional<Loaded> before =
                Optional.ofNullable(loaded.get(node.node())).or(() -> Loaded.readFrom(file(node.node())));
        Optional<String> present = listing(node.node());
        if (before.filter(it -> it.rules().equals(rules)).isPresent() && present.equals(before.map(Loaded::listing))) {
            loaded.put(node.node(), before.get());
            return false;
        }
        String replacement = Ruleset.replacement(rules, Ruleset.chains(present.orElse("")));
        Loaded now = new Loaded(rules, load(node.node(), replacement));
        loaded.put(node.node(), now);
        now.writeTo(file(node.node()));
        return true;
    }

    private String load(NodeId node, String replacement) {
        return commands.run(Namespaces.inside(names.node(node), "sh", "-c", "nft -f - && " + LIST)
                .withInput(replacement));
    }

    /// Whether this process has seen to a table for the node, of whatever document.
    public boolean isClosed(NodeId node) {
        return loaded.containsKey(node);
    }

    /// Forgets a node that is gone.
    public void remove(NodeId node) {
        loaded.remove(node);
        AtomicFile.delete(file(node));
        AtomicFile.delete(names.runtimeFolder());
    }

    private Path file(NodeId node) {
        return names.tableFile(names.node(node));
    }

    /// How many packets the node refused, by why.
    public Map<String, Long> refused(NodeId node) {
        String listing = commands.run(
                Namespaces.inside(names.node(node), "nft", "list", "counters", "table", "inet", Ruleset.TABLE));
        return COUNTER.matcher(listing)
                .results()
                .collect(Collectors.toMap(match -> match.group(1), match -> Long.valueOf(match.group(2))));
    }

    private Optional<String> listing(NodeId node) {
        try {
            return Optional.of(commands.run(Namespaces.inside(names.node(node), LIST.split(" "))));
        } catch (CommandFailed _) {
            return Optional.empty();
        }
    }
}
