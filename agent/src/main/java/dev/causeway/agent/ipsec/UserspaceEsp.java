package dev.causeway.agent.ipsec;

import dev.causeway.agent.host.HostNames;
import dev.causeway.agent.host.Namespace;
import dev.causeway.agent.host.Namespaces;
import dev.causeway.agent.ipsec.vici.ViciFailed;
import dev.causeway.agent.process.AtomicFile;
import dev.causeway.agent.process.Command;
import dev.causeway.agent.process.CommandFailed;
import dev.causeway.agent.process.CommandRunner;
import dev.causeway.model.Ipv4;
import dev.causeway.model.NodeId;
import dev.causeway.model.PolicyRule;
import dev.causeway.model.Prefix;
import dev.causeway.model.document.NodeDocument;
import dev.causeway.model.document.Tunnel;
import dev.causeway.model.document.TunnelReport.Counters;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Encrypts in the daemon itself. Each tunnel has a daemon of its own in a namespace of its own (the worker), since one
/// daemon would confuse tunnels that all have the selectors 0.0.0.0/0. The worker carries the node's EIP and sits
/// behind
/// the node at the link `uN`. The interface into which the daemon writes what it has decrypted is moved into the node
/// and is the tunnel interface `tunN` there.
final class UserspaceEsp implements EspBackend {

    private static final JsonMapper JSON = new JsonMapper();
    private static final Pattern LINK = Pattern.compile("(tun|u)(\\d+)");

    /// What the daemon sends and receives fits into packets of 1500 bytes.
    private static final int MTU = 1400;

    /// Packets of a peer carry its slot as their mark, and tables of this number plus the slot lead to the worker.
    private static final int TABLES = 1000;

    private final HostNames names;
    private final CommandRunner commands;
    private final Namespaces namespaces;
    private final CharonProcess processes;

    UserspaceEsp(HostNames names, CommandRunner commands) {
        this.names = names;
        this.commands = commands;
        this.namespaces = new Namespaces(commands);
        this.processes = new CharonProcess(commands);
    }

    @Override
    public Daemon open(NodeDocument node, Tunnel tunnel) {
        WorkerFolder folder = folder(tunnel);
        Trace trace = new Trace(node.node(), tunnel.connection(), tunnel.slot());
        Optional<Trace> before = folder.trace();
        if (!before.equals(Optional.of(trace)) || !isWhole(folder, trace, shape(node, tunnel))) {
            before.ifPresent(this::clear);
            build(node, tunnel, folder, trace);
        }
        holdAddresses(node, tunnel);
        long process = folder.completeDaemon()
                .orElseThrow(() -> new ViciFailed("the daemon ended at once; see " + folder.output()))
                .pid();
        return new Daemon(process, folder.socket(), folder.settings(), folder.path());
    }

    /// What cannot be changed once it is made.
    private static String shape(NodeDocument node, Tunnel tunnel) {
        return node.publicAddress().address() + " " + tunnel.localAddress();
    }

    private boolean isWhole(WorkerFolder folder, Trace trace, String shape) {
        Namespace node = names.node(trace.node());
        return folder.shape().equals(Optional.of(shape))
                && folder.completeDaemon().isPresent()
                && namespaces.exists(worker(trace))
                && namespaces.exists(node)
                && hasLinks(node, trace.slot());
    }

    private boolean hasLinks(Namespace node, int slot) {
        try {
            namespaces.batch(node, List.of("link show dev tun" + slot, "link show dev u" + slot));
            return true;
        } catch (CommandFailed _) {
            return false;
        }
    }

    private void build(NodeDocument node, Tunnel tunnel, WorkerFolder folder, Trace trace) {
        Namespace worker = worker(trace);
        folder.begin(trace);
        commands.run("ip", "netns", "add", worker.name());
        connect(names.node(node.node()), worker, node.publicAddress().address(), tunnel.slot());
        Path log = new DaemonLog(folder.path()).current(Clock.systemUTC());
        AtomicFile.write(folder.settings(), DaemonSettings.text(tunnel.ike(), folder.socket(), log));
        ProcessHandle daemon = processes.start(worker, folder);
        moveInterface(names.node(node.node()), worker, tunnel);
        folder.complete(daemon.pid(), shape(node, tunnel));
    }

    private void connect(Namespace node, Namespace worker, Ipv4 eip, int slot) {
        String link = "u" + slot;
        String nodeSide = "100.64." + slot + ".1";
        String workerSide = "100.64." + slot + ".2";
        namespaces.batch(
                node,
                List.of(
                        "link add " + link + " type veth peer name wan0 netns " + worker,
                        "address add " + nodeSide + "/30 dev " + link,
                        "link set " + link + " up",
                        "route replace default via " + workerSide + " dev " + link + " table " + (TABLES + slot),
                        rule("add", slot)));
        namespaces.batch(
                worker,
                List.of(
                        "link set lo up",
                        "address add " + eip + "/32 dev lo",
                        "address add " + workerSide + "/30 dev wan0",
                        "link set wan0 up",
                        "route add default via " + nodeSide + " src " + eip));
        // Packets from the worker carry the node's own address as their source.
        namespaces.set(
                node,
                Map.of(
                        "net.ipv4.conf." + link + ".accept_local", "1",
                        "net.ipv4.conf." + link + ".rp_filter", "0"));
    }

    /// In the worker a placeholder takes the interface's place: the daemon wants one of that name for its policies.
    private void moveInterface(Namespace node, Namespace worker, Tunnel tunnel) {
        String name = "tun" + tunnel.slot();
        namespaces.batch(
                worker,
                List.of(
                        "link set ipsec0 netns " + node + " name " + name,
                        "tuntap add dev ipsec0 mode tun",
                        "link set ipsec0 up"));
        namespaces.batch(
                node,
                List.of(
                        "address add " + tunnel.localAddress() + " dev " + name,
                        "link set " + name + " addrgenmode none mtu " + MTU + " up"));
    }

    /// The daemon refuses to install a policy unless its namespace has an address inside the local selector. Peers may
    /// narrow the selector to any of the local subnets.
    private void holdAddresses(NodeDocument node, Tunnel tunnel) {
        Stream<Ipv4> inSubnets = Stream.concat(
                        node.localSubnets().stream(),
                        tunnel.policyRules().stream().map(PolicyRule::source))
                .filter(prefix -> !prefix.equals(Prefix.EVERYTHING))
                .map(prefix -> prefix.length() > 30
                        ? prefix.network()
                        : prefix.network().plus(1));
        List<String> lines = Stream.concat(
                        inSubnets, Stream.of(tunnel.localAddress().address()))
                .distinct()
                .map(address -> "address replace " + address + "/32 dev ipsec0")
                .toList();
        namespaces.batch(names.worker(tunnel.connection()), lines);
    }

    @Override
    public void close(Trace trace) {
        clear(trace);
        folder(trace).delete();
        WorkerFolder.delete(names.runtimeFolder());
    }

    /// Removes everything but the folder, in an order that lets the same be made again at once: a namespace is taken
    /// apart later, and a link that it still holds would be in the way.
    private void clear(Trace trace) {
        Namespace worker = worker(trace);
        Namespace node = names.node(trace.node());
        WorkerFolder folder = folder(trace);
        processes.end(worker, folder);
        if (namespaces.exists(node)) {
            try {
                commands.run(Command.of("ip", "-n", node.name(), "-force", "-batch", "-")
                        .withInput("link del u%d\nlink del tun%d\n%s\n"
                                .formatted(trace.slot(), trace.slot(), rule("del", trace.slot()))));
            } catch (CommandFailed _) {
                // Some of it was not there, or all of it.
            }
        }
        if (namespaces.exists(worker)) {
            commands.run("ip", "netns", "del", worker.name());
        }
        folder.incomplete();
    }

    private static String rule(String verb, int slot) {
        return "rule " + verb + " pref 10 fwmark " + slot + " lookup " + (TABLES + slot);
    }

    @Override
    public List<Trace> traces() {
        try (Stream<Path> folders = Files.list(names.runtimeFolder())) {
            return folders.filter(folder -> folder.getFileName().toString().startsWith("t-"))
                    .flatMap(folder -> new WorkerFolder(folder).trace().stream())
                    .toList();
        } catch (NoSuchFileException _) {
            return List.of();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public Map<Integer, Counters> counters(NodeId node) {
        Namespace namespace = names.node(node);
        if (!namespaces.exists(namespace)) {
            return Map.of();
        }
        Map<Integer, Counters> counters = new HashMap<>();
        Set<Integer> plugged = new HashSet<>();
        for (JsonNode link : JSON.readTree(commands.run("ip", "-n", namespace.name(), "-s", "-j", "link", "show"))) {
            Matcher name = LINK.matcher(link.path("ifname").asString());
            if (name.matches() && name.group(1).equals("tun")) {
                counters.put(Integer.parseInt(name.group(2)), counters(link.path("stats64")));
            } else if (name.matches()) {
                plugged.add(Integer.parseInt(name.group(2)));
            }
        }
        counters.keySet().retainAll(plugged);
        return counters;
    }

    private static Counters counters(JsonNode statistics) {
        JsonNode in = statistics.path("rx");
        JsonNode out = statistics.path("tx");
        return new Counters(
                in.path("packets").asLong(),
                out.path("packets").asLong(),
                in.path("bytes").asLong(),
                out.path("bytes").asLong());
    }

    private Namespace worker(Trace trace) {
        return names.worker(trace.connection());
    }

    private WorkerFolder folder(Trace trace) {
        return new WorkerFolder(names.runtimeFolder(trace.connection()));
    }

    private WorkerFolder folder(Tunnel tunnel) {
        return new WorkerFolder(names.runtimeFolder(tunnel.connection()));
    }
}
