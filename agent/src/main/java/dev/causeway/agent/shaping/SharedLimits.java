package dev.causeway.agent.shaping;

import dev.causeway.agent.host.HostNames;
import dev.causeway.agent.host.LinkNames;
import dev.causeway.agent.host.Namespace;
import dev.causeway.agent.host.Namespaces;
import dev.causeway.agent.process.Command;
import dev.causeway.agent.process.CommandRunner;
import dev.causeway.model.NodeId;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// Leads what passes the EIPs of one bandwidth past the same two links of the internet's namespace, one for each
/// direction, where it is held back together. Who shares nothing has none of it. No packet is lost when that
/// changes: ports keep their hooks, only what hangs on these comes and goes, and links go when they are empty.
final class SharedLimits {

    private static final Pattern REDIRECT = Pattern.compile("Redirect to device ([^)]+)\\)");

    private final Namespace internet;
    private final Namespaces namespaces;
    private final CommandRunner commands;

    /// Nodes that are known to share nothing.
    private final Set<NodeId> alone = ConcurrentHashMap.newKeySet();

    SharedLimits(HostNames names, Namespaces namespaces, CommandRunner commands) {
        this.internet = names.internet();
        this.namespaces = namespaces;
        this.commands = commands;
    }

    /// Lets a node share this from now on. Its port is there and has hooks.
    void apply(NodeId node, Optional<SharedLimit> shared) {
        if (shared.isPresent() || !alone.contains(node)) {
            lead(node, shared);
        }
    }

    private synchronized void lead(NodeId node, Optional<SharedLimit> shared) {
        shared.ifPresent(this::hold);
        List<String> wanted = shared.map(SharedLimits::links).orElse(List.of());
        String port = LinkNames.internetPort(node);
        if (!ledPast("tc filter show dev %s ingress 2>/dev/null; true".formatted(port))
                .equals(Set.copyOf(wanted))) {
            lead(port, wanted);
            sweep();
        }
        if (shared.isEmpty()) {
            alone.add(node);
        } else {
            alone.remove(node);
        }
    }

    /// Forgets a node that is gone, or has no EIP any more. The internet's namespace may be gone too.
    synchronized void remove(NodeId node) {
        if (!alone.remove(node) && !links().isEmpty()) {
            lead(LinkNames.internetPort(node), List.of());
            sweep();
        }
    }

    /// For what goes to the nodes, and for what comes from them.
    private static List<String> links(SharedLimit limit) {
        return List.of(LinkNames.sharedIn(limit.bandwidth()), LinkNames.sharedOut(limit.bandwidth()));
    }

    /// Makes the two links, or changes where they are what they hold back.
    private void hold(SharedLimit limit) {
        for (String link : links(limit)) {
            String classes = inside("""
                    ip link show dev %1$s >/dev/null 2>&1 || ip link add %1$s type ifb
                    ip link set %1$s up
                    tc class show dev %1$s
                    """.formatted(link));
            batch(Shape.held(link, Shape.rate(classes), limit.megabits()));
        }
    }

    /// Leads what passes a port past two links, or past none.
    private void lead(String port, List<String> links) {
        inside("for hook in egress ingress; do tc filter del dev %s $hook prio 1 2>/dev/null; done; true"
                .formatted(port));
        if (!links.isEmpty()) {
            batch(List.of(redirect(port, "egress", links.getFirst()), redirect(port, "ingress", links.getLast())));
        }
    }

    private static String redirect(String port, String hook, String link) {
        return "filter add dev %s %s protocol all prio 1 u32 match u32 0 0 action mirred egress redirect dev %s"
                .formatted(port, hook, link);
    }

    /// Removes links that no port leads to any more.
    private void sweep() {
        Set<String> links = links();
        if (!links.isEmpty()) {
            links.removeAll(ledPast("""
                    for port in $(ip -br link show type veth | sed 's/[@ ].*//'); do
                        tc filter show dev $port ingress 2>/dev/null
                    done
                    true
                    """));
            links.forEach(this::awaitEmpty);
            namespaces.batch(
                    internet, links.stream().map(link -> "link del " + link).toList());
        }
    }

    /// What still waits at a link goes with it. At the lowest rates that lasts for half a second, and what has left the
    /// queue waits once more until a processor has time: it was received and not yet sent.
    private void awaitEmpty(String link) {
        inside("""
                waits() { tc -s qdisc show dev %1$s | grep -q 'backlog [1-9]'; }
                lies() { awk '$1 == "%1$s:" && $3 - $5 > $11 { found = 1 } END { exit !found }' /proc/net/dev; }
                looks=0
                while [ $looks -lt 100 ] && { waits || lies; }; do
                    looks=$((looks + 1))
                    sleep 0.02
                done
                """.formatted(link));
    }

    /// The links of all bandwidths that are shared.
    private Set<String> links() {
        String listing = "ip -n %s -o link show type ifb 2>/dev/null; true".formatted(internet);
        return commands.run(Command.of("sh", "-c", listing))
                .lines()
                .map(line -> line.split(": ", -1)[1])
                .filter(LinkNames::isShared)
                .collect(Collectors.toCollection(HashSet::new));
    }

    /// The links that filters lead to. Those at either end of a port are listed together.
    private Set<String> ledPast(String listing) {
        return REDIRECT.matcher(inside(listing))
                .results()
                .map(found -> found.group(1))
                .collect(Collectors.toSet());
    }

    private String inside(String script) {
        return commands.run(Namespaces.inside(internet, "sh", "-c", script));
    }

    private void batch(List<String> lines) {
        if (!lines.isEmpty()) {
            commands.run(
                    Command.of("tc", "-n", internet.name(), "-batch", "-").withInput(String.join("\n", lines) + "\n"));
        }
    }
}
