package dev.causeway.agent.firewall;

import dev.causeway.agent.host.Glances;
import dev.causeway.agent.host.Glances.FirewallState;
import dev.causeway.agent.host.HostNames;
import dev.causeway.agent.host.Namespaces;
import dev.causeway.agent.process.CommandFailed;
import dev.causeway.agent.process.CommandRunner;
import dev.causeway.model.Ipv4;
import dev.causeway.model.NodeId;
import dev.causeway.model.Prefix;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.UnaryOperator;
import tools.jackson.core.JsonParser;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The clients of this host's nodes: whom their firewalls let through, how far, and how much they have sent and
/// received. The nodes keep it: an agent that starts again goes on with what is there. Calls for one node come one
/// after the other.
public final class Sessions {

    private static final JsonMapper MAPPER = JsonMapper.builder()
            .disable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private static final String LIST = "nft -s -n list table inet " + SessionTable.NAME;

    private static final String COUNTERS = "nft -j list set inet %1$s %2$s && nft -j list set inet %1$s %3$s"
            .formatted(SessionTable.NAME, SessionTable.SENT, SessionTable.RECEIVED);

    /// What is said where there is no such table, or no such node.
    private static final String MISSING = "No such file or directory";

    private final HostNames names;
    private final CommandRunner commands;
    private final Glances glances = new Glances();
    private final Map<NodeId, Seen> seen = new ConcurrentHashMap<>();

    /// What a node's table was in that state of the node's firewall.
    private record Seen(SessionTable table, FirewallState state) {}

    /// What passed.
    public record Count(long packets, long bytes) {

        public static final Count NONE = new Count(0, 0);
    }

    /// What passed in both directions since the client was let in. Sent is from the client.
    public record Counts(Count sent, Count received) {}

    public Sessions(HostNames names, CommandRunner commands) {
        this.names = names;
        this.commands = commands;
    }

    /// Makes these the groups of a node, and what each reaches. Clients that are let in stay so, with their counters;
    /// those of a group that is gone reach nothing.
    ///
    /// @param reach by the name of a group, of letters, digits and hyphens; the networks of a group do not overlap
    public void policies(NodeId node, Map<String, List<Prefix>> reach) {
        change(node, table -> table.with(reach));
    }

    /// Lets clients reach what their groups do, now and whenever that changes. One that is let in already keeps its
    /// counters; those of another begin at zero.
    ///
    /// @param groups by the client's address
    public void admit(NodeId node, Map<Ipv4, String> groups) {
        // No flow of an earlier session of an address has its number.
        change(
                node,
                table -> table.with(groups, () -> ThreadLocalRandom.current().nextInt(1, Integer.MAX_VALUE)));
    }

    /// Nothing passes from and to these clients any more, nor what has begun already.
    public void withdraw(NodeId node, Set<Ipv4> addresses) {
        if (!Collections.disjoint(admitted(node), addresses)) {
            change(node, table -> table.without(addresses));
        }
    }

    /// Who is let in, by whatever process.
    public Set<Ipv4> admitted(NodeId node) {
        return table(node).map(table -> Set.copyOf(table.members().keySet())).orElse(Set.of());
    }

    /// What has passed of each client that is let in.
    public Map<Ipv4, Counts> counters(NodeId node) {
        Optional<String> answers = asked(node, COUNTERS);
        if (answers.isEmpty()) {
            return Map.of();
        }
        try (JsonParser parser = MAPPER.createParser(answers.get())) {
            Map<Ipv4, Count> sent = counts(MAPPER.readTree(parser));
            Map<Ipv4, Count> received = counts(MAPPER.readTree(parser));
            Map<Ipv4, Counts> all = new HashMap<>();
            sent.forEach((client, count) ->
                    all.put(client, new Counts(count, received.getOrDefault(client, Count.NONE))));
            return all;
        }
    }

    private static Map<Ipv4, Count> counts(JsonNode answer) {
        Map<Ipv4, Count> counts = new HashMap<>();
        for (JsonNode part : answer.path("nftables")) {
            for (JsonNode element : part.path("set").path("elem")) {
                JsonNode client = element.path("elem");
                JsonNode counter = client.path("counter");
                counts.put(
                        Ipv4.parse(client.path("val").asString()),
                        new Count(
                                counter.path("packets").asLong(),
                                counter.path("bytes").asLong()));
            }
        }
        return counts;
    }

    /// Forgets a node that is gone.
    public void remove(NodeId node) {
        seen.remove(node);
    }

    private void change(NodeId node, UnaryOperator<SessionTable> change) {
        Optional<SessionTable> before = table(node);
        SessionTable old = before.orElse(SessionTable.EMPTY);
        SessionTable wanted = change.apply(old);
        if (before.isPresent() && wanted.equals(old)) {
            return;
        }
        // What becomes of a change that fails is not known.
        Optional<FirewallState> state = Optional.ofNullable(seen.remove(node)).map(Seen::state);
        String lines = String.join("\n", old.commands(wanted)) + "\n";
        load(node, before.isPresent() ? lines : SessionTable.BARE + lines);
        // Someone else may have changed something at the same time: then it is looked at again.
        state.map(FirewallState::next)
                .filter(next -> state(node).equals(Optional.of(next)))
                .ifPresent(next -> seen.put(node, new Seen(wanted, next)));
    }

    private Optional<FirewallState> state(NodeId node) {
        return glances.firewall(names.node(node));
    }

    /// The node's table as it is.
    private Optional<SessionTable> table(NodeId node) {
        Optional<FirewallState> state = state(node);
        Seen known = seen.get(node);
        if (known != null && state.equals(Optional.of(known.state()))) {
            return Optional.of(known.table());
        }
        Optional<SessionTable> found = listed(node).map(listing -> renewed(node, listing));
        seen.remove(node);
        state.ifPresent(now -> found.ifPresent(table -> seen.put(node, new Seen(table, now))));
        return found;
    }

    private SessionTable renewed(NodeId node, String listing) {
        List<String> lines = SessionTable.renewal(listing);
        if (!lines.isEmpty()) {
            load(node, String.join("\n", lines) + "\n");
        }
        return SessionTable.parse(listing);
    }

    private void load(NodeId node, String text) {
        commands.run(Namespaces.inside(names.node(node), "nft", "-f", "-").withInput(text));
    }

    /// Whoever does not know what is there must not take it for nothing: somebody might stay let in.
    ///
    /// @return nothing if there is no such table, or no such node
    private Optional<String> listed(NodeId node) {
        try {
            return Optional.of(commands.run(Namespaces.inside(names.node(node), "sh", "-c", LIST)));
        } catch (CommandFailed e) {
            // With a cause it is the program that is missing.
            if (e.getCause() == null && e.getMessage().contains(MISSING)) {
                return Optional.empty();
            }
            throw e;
        }
    }

    /// @return nothing if it is not answered
    private Optional<String> asked(NodeId node, String question) {
        try {
            return Optional.of(commands.run(Namespaces.inside(names.node(node), "sh", "-c", question)));
        } catch (CommandFailed _) {
            return Optional.empty();
        }
    }
}
