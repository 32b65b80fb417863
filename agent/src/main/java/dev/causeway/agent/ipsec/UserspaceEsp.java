package dev.causeway.agent.ipsec;

import dev.causeway.agent.host.HostNames;
import dev.causeway.agent.host.Links;
import dev.causeway.agent.host.Namespace;
import dev.causeway.agent.host.Namespaces;
import dev.causeway.agent.ipsec.ObservedTunnel.Traffic;
import dev.causeway.agent.ipsec.vici.ViciFailed;
import dev.causeway.agent.process.AtomicFile;
import dev.causeway.agent.process.CommandRunner;
import dev.causeway.model.ConnectionId;
import dev.causeway.model.InterfaceAddress;
import dev.causeway.model.Ipv4;
import dev.causeway.model.NodeId;
import dev.causeway.model.Prefix;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Encrypts in the daemon itself. Each tunnel has a daemon of its own in a namespace of its own (the
/// worker), since one daemon would confuse tunnels that all have the selectors 0.0.0.0/0. The worker
/// carries the node's EIP and sits behind the node at the link `uN`. The interface into which the daemon
/// writes what it has decrypted is moved into the node and is the tunnel interface `tunN` there.
final class UserspaceEsp implements EspBackend {

    private static final JsonMapper JSON = new JsonMapper();
    private static final Pattern TUNNEL = Pattern.compile("tun(\\d+)");

    private static final int FIRST_USER = 0x7000_0000;
    private static final int USER_BITS = 27;

    private final HostNames names;
    private final WorkerFolders folders;
    private final CommandRunner commands;
    private final Namespaces namespaces;
    private final CharonProcess processes;

    /// The index of each node's EIP link when it was last seen. A new link has a new one.
    private final Map<NodeId, Integer> uplinks = new ConcurrentHashMap<>();

    UserspaceEsp(HostNames names, WorkerFolders folders, CommandRunner commands) {
        this.names = names;
        this.folders = folders;
        this.commands = commands;
        this.namespaces = new Namespaces(commands);
        this.processes = new CharonProcess(commands);
    }

    @Override
    public Daemon open(TunnelConfig tunnel) {
        WorkerFolder folder = folder(tunnel);
        Trace trace = tunnel.trace();
        Optional<Trace> before = folder.trace();
        if (!before.equals(Optional.of(trace)) || !isWhole(folder, trace, shape(tunnel))) {
            before.ifPresent(this::clear);
            build(tunnel, folder, trace);
        }
        long process = folder.daemon()
                .orElseThrow(() -> new ViciFailed("the daemon ended at once; see " + folder.output()))
                .pid();
        return new Daemon(process, folder);
    }

    /// What cannot be changed once it is made.
    static String shape(TunnelConfig tunnel) {
        return "%s by %s to %s, %s"
                .formatted(tunnel.outside().address(), tunnel.outside().router(), tunnel.peer(), tunnel.localAddress());
    }

    private boolean isWhole(WorkerFolder folder, Trace trace, String shape) {
        Namespace node = names.node(trace.node());
        return folder.shape().equals(Optional.of(shape))
                && folder.completeDaemon()
                        .filter(daemon -> WorkerNetwork.isWhole(daemon.pid()))
                        .isPresent()
                && namespaces.exists(worker(trace))
                && namespaces.exists(node)
                && network(trace).isPlugged();
    }

    private void build(TunnelConfig tunnel, WorkerFolder folder, Trace trace) {
        WorkerNetwork network = network(trace);
        folder.begin(trace);
        network.connect();
        AtomicFile.write(folder.links(), WorkerNetwork.links(tunnel));
        AtomicFile.write(folder.rules(), WorkerNetwork.rules(tunnel));
        int user = user(trace.connection());
        folder.enclose(user);
        folder.configure(tunnel.ike(), Clock.systemUTC());
        processes.start(worker(trace), folder, user);
    }

    @Override
    public void admit(TunnelConfig tunnel) {
        WorkerFolder folder = folder(tunnel);
        Trace trace = tunnel.trace();
        if (folder.completeDaemon().isPresent()) {
            namespaces.batch(worker(trace), additions(missing(worker(trace), placeholder(tunnel))));
        } else {
            network(trace).admit(tunnel.localAddress(), additions(placeholder(tunnel)));
            folder.daemon().ifPresent(daemon -> folder.complete(daemon.pid(), shape(tunnel)));
        }
        folder.daemon().ifPresent(processes::hurry);
    }

    private WorkerNetwork network(Trace trace) {
        return new WorkerNetwork(commands, names.node(trace.node()), worker(trace), trace.slot());
    }

    /// The addresses of the worker's placeholder: the daemon refuses to install a policy unless its namespace has an
    /// address inside the local selector. Peers may narrow the selector to any of the local subnets.
    private static List<InterfaceAddress> placeholder(TunnelConfig tunnel) {
        Stream<Ipv4> inSubnets = tunnel.selection().sources().stream()
                .filter(prefix -> !prefix.equals(Prefix.EVERYTHING))
                .map(prefix -> prefix.length() > 30
                        ? prefix.network()
                        : prefix.network().plus(1));
        return Stream.concat(inSubnets, Stream.of(tunnel.localAddress().address()))
                .distinct()
                .map(address -> new InterfaceAddress(address, Integer.SIZE))
                .toList();
    }

    /// Those that the placeholder lacks. To give it one again would make kernel and daemon look for their routes anew
    /// under traffic.
    private List<InterfaceAddress> missing(Namespace worker, List<InterfaceAddress> wanted) {
        Set<InterfaceAddress> present = Links.addresses(worker, "ipsec0");
        return wanted.stream().filter(address -> !present.contains(address)).toList();
    }

    private static List<String> additions(List<InterfaceAddress> addresses) {
        return addresses.stream()
                .map(address -> "address add " + address + " dev ipsec0")
                .toList();
    }

    @Override
    public void end(Trace trace) {
        clear(trace);
    }

    @Override
    public void close(Trace trace) {
        folder(trace).trace().filter(before -> !before.equals(trace)).ifPresent(this::clear);
        clear(trace);
        // The next look at the node's other tunnels finds it again.
        uplinks.remove(trace.node());
        folder(trace).delete();
        AtomicFile.delete(names.runtimeFolder());
    }

    /// Removes everything but the folder, in an order that lets the same be made again at once: a namespace is taken
    /// apart later, and a link that it still holds would be in the way.
    private void clear(Trace trace) {
        WorkerFolder folder = folder(trace);
        processes.end(worker(trace), folder);
        network(trace).remove();
        folder.incomplete();
    }

    @Override
    public List<Trace> traces() {
        try (Stream<Path> files = Files.list(names.runtimeFolder())) {
            return files.filter(folder -> folder.getFileName().toString().startsWith("t-"))
                    .flatMap(folder -> folders.in(folder).trace().stream())
                    .toList();
        } catch (NoSuchFileException _) {
            return List.of();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public Map<Integer, Traffic> counters(NodeId node) {
        Namespace namespace = names.node(node);
        if (!namespaces.exists(namespace)) {
            uplinks.remove(node);
            return Map.of();
        }
        Map<String, Links.Numbers> links = Links.of(namespace);
        if (!isSameUplink(node, Optional.ofNullable(links.get("eip0")))) {
            return Map.of();
        }
        Map<Integer, Traffic> counters = new HashMap<>();
        links.forEach((name, numbers) -> {
            Matcher tunnel = TUNNEL.matcher(name);
            if (tunnel.matches() && links.containsKey("u" + tunnel.group(1))) {
                counters.put(Integer.parseInt(tunnel.group(1)), counters(numbers));
            }
        });
        return counters;
    }

    /// Whether the node's EIP link is there and still the one that was seen last: all daemons' ways out go with it.
    private boolean isSameUplink(NodeId node, Optional<Links.Numbers> uplink) {
        if (uplink.isEmpty()) {
            uplinks.remove(node);
            return false;
        }
        int index = uplink.get().index();
        Integer before = uplinks.put(node, index);
        return before == null || before == index;
    }

    private static Traffic counters(Links.Numbers numbers) {
        return new Traffic(numbers.packetsIn(), numbers.packetsOut(), numbers.bytesIn(), numbers.bytesOut());
    }

    @Override
    public Map<Integer, Long> given(NodeId node) {
        Map<Integer, Long> given = new HashMap<>();
        String queues = commands.run("tc", "-n", names.node(node).name(), "-s", "-j", "qdisc", "show");
        for (JsonNode queue : JSON.readTree(queues)) {
            Matcher name = TUNNEL.matcher(queue.path("dev").asString());
            if (name.matches()) {
                given.merge(
                        Integer.parseInt(name.group(1)), queue.path("packets").asLong(), Long::sum);
            }
        }
        return given;
    }

    private Namespace worker(Trace trace) {
        return names.worker(trace.connection());
    }

    private WorkerFolder folder(Trace trace) {
        return folders.of(trace.connection());
    }

    private WorkerFolder folder(TunnelConfig tunnel) {
        return folders.of(tunnel.connection());
    }

    /// Each daemon is a user of its own, so that one that was broken into can do nothing to another. The numbers are
    /// of a range that nobody gives to accounts or containers.
    private static int user(ConnectionId connection) {
        return FIRST_USER + Math.toIntExact(connection.value().getMostSignificantBits() >>> (Long.SIZE - USER_BITS));
    }
}
