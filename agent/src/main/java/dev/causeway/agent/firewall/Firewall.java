package dev.causeway.agent.firewall;

import dev.causeway.agent.host.Glances;
import dev.causeway.agent.host.Glances.FirewallState;
import dev.causeway.agent.host.HostNames;
import dev.causeway.agent.host.Namespaces;
import dev.causeway.agent.process.AtomicFile;
import dev.causeway.agent.process.CommandFailed;
import dev.causeway.agent.process.CommandRunner;
import dev.causeway.model.NodeId;
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
    private final Glances glances = new Glances();

    /// The state in which a node's firewall was last seen to be as loaded.
    private final Map<NodeId, FirewallState> seen = new ConcurrentHashMap<>();

    public Firewall(HostNames names, CommandRunner commands) {
        this.names = names;
        this.commands = commands;
    }

    /// Makes the node's table as it is told: in one step, or not at all, and without loss for what may pass
    /// before and after. Another configuration costs as much as it differs from the one before. The same one is
    /// compared with the kernel's table, unless the kernel says that nobody has touched its firewall: if the
    /// table is still what it was when these rules were loaded, by this agent or by one before it, nothing
    /// happens.
    ///
    /// @return whether anything was changed
    public boolean apply(FirewallConfig node) {
        Table rules = Table.parse(Ruleset.of(node));
        Loaded before = loaded.get(node.node());
        Optional<FirewallState> state = state(node.node());
        boolean known = before != null && before.rules().equals(rules);
        if (known && state.filter(now -> now.equals(seen.get(node.node()))).isPresent()) {
            return false;
        }
        if (before != null && !known && change(node.node(), before, rules)) {
            return true;
        }
        Optional<Table> present = listing(node.node());
        Optional<Loaded> same = present.map(listing -> new Loaded(rules, listing))
                .filter(now -> before == null ? now.isKeptIn(file(node.node())) : now.equals(before));
        if (same.isPresent()) {
            loaded.put(node.node(), same.get());
            state.ifPresent(now -> seen.put(node.node(), now));
            return false;
        }
        replace(node, rules, present);
        return true;
    }

    /// Changes what differs.
    ///
    /// @return false if it takes more than that, or the table is not what it was
    private boolean change(NodeId node, Loaded before, Table rules) {
        Optional<TableChange> change = TableChange.between(before.rules(), rules);
        if (change.isEmpty()) {
            return false;
        }
        try {
            String commands = String.join("\n", change.get().commands()) + "\n";
            String echo = commands(node, commands, "nft", "-e", "-s", "-n", "-f", "-");
            keep(node, new Loaded(rules, change.get().after(before.listing(), echo)));
            seen.computeIfPresent(
                    node, (_, known) -> state(node).filter(known.next()::equals).orElse(null));
            return true;
        } catch (CommandFailed _) {
            return false;
        }
    }

    private Optional<FirewallState> state(NodeId node) {
        return glances.firewall(names.node(node));
    }

    private void replace(FirewallConfig node, Table rules, Optional<Table> present) {
        String replacement = Ruleset.replacement(Ruleset.of(node), present.orElse(new Table(Map.of())));
        String listing = commands(node.node(), replacement, "sh", "-c", "nft -f - && " + LIST);
        seen.remove(node.node());
        keep(node.node(), new Loaded(rules, Table.parse(listing)));
    }

    private void keep(NodeId node, Loaded now) {
        loaded.put(node, now);
        now.writeTo(file(node));
    }

    private String commands(NodeId node, String input, String... command) {
        return commands.run(Namespaces.inside(names.node(node), command).withInput(input));
    }

    /// Whether this process has seen to a table for the node, whatever it was to be.
    public boolean isClosed(NodeId node) {
        return loaded.containsKey(node);
    }

    /// Forgets a node that is gone.
    public void remove(NodeId node) {
        loaded.remove(node);
        seen.remove(node);
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

    private Optional<Table> listing(NodeId node) {
        try {
            return Optional.of(Table.parse(commands.run(Namespaces.inside(names.node(node), LIST.split(" ")))));
        } catch (CommandFailed _) {
            return Optional.empty();
        }
    }
}
