package dev.causeway.agent.ipsec;

import dev.causeway.agent.host.HostNames;
import dev.causeway.agent.host.Namespace;
import dev.causeway.agent.host.Namespaces;
import dev.causeway.agent.host.Slot;
import dev.causeway.agent.ipsec.ObservedTunnel.Traffic;
import dev.causeway.agent.ipsec.vici.ViciFailed;
import dev.causeway.agent.process.AtomicFile;
import dev.causeway.agent.process.CommandRunner;
import dev.causeway.model.ConnectionId;
import dev.causeway.model.NodeId;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// Runs a daemon for each tunnel in a namespace of its own (the worker), since one daemon would confuse tunnels
/// that all have the selectors 0.0.0.0/0. The worker carries the node's EIP and sits behind the node at the link
/// `uN`. What encrypts puts the tunnel interface `tunN` into the node.
final class Workers implements Daemons {

    private static final int FIRST_USER = 0x7000_0000;
    private static final int USER_BITS = 27;

    private final HostNames names;
    private final WorkerFolders folders;
    private final CommandRunner commands;
    private final Namespaces namespaces;
    private final CharonProcess processes;
    private final TunnelCounters counters;
    private final Esp esp;

    Workers(HostNames names, WorkerFolders folders, CommandRunner commands, Esp esp) {
        this.names = names;
        this.folders = folders;
        this.commands = commands;
        this.namespaces = new Namespaces(commands);
        this.processes = new CharonProcess(commands);
        this.counters = new TunnelCounters(names, commands);
        this.esp = esp;
    }

    @Override
    public Esp esp() {
        return esp;
    }

    @Override
    public Daemon open(TunnelConfig tunnel) {
        WorkerFolder folder = folder(tunnel);
        Trace trace = tunnel.trace();
        Optional<Trace> before = folder.trace();
        if (!before.equals(Optional.of(trace)) || !isWhole(folder, trace, shape(tunnel, esp))) {
            before.ifPresent(this::clear);
            build(tunnel, folder, trace);
        }
        long process = folder.daemon()
                .orElseThrow(() -> new ViciFailed("the daemon ended at once; see " + folder.output()))
                .pid();
        return new Daemon(process, folder);
    }

    /// What cannot be changed once it is made.
    static String shape(TunnelConfig tunnel, Esp esp) {
        return "%s by %s to %s, %s%s"
                .formatted(
                        tunnel.outside().address(),
                        tunnel.outside().router(),
                        tunnel.peer(),
                        tunnel.localAddress(),
                        esp.shape());
    }

    private boolean isWhole(WorkerFolder folder, Trace trace, String shape) {
        Namespace node = names.node(trace.node());
        return folder.shape().equals(Optional.of(shape))
                && folder.completeDaemon()
                        .filter(daemon -> WorkerNetwork.isWhole(daemon.pid(), esp))
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
        AtomicFile.write(folder.rules(), WorkerNetwork.rules(tunnel, esp));
        int user = user(trace.connection());
        folder.enclose(user);
        folder.configure(esp, tunnel.ike(), Clock.systemUTC());
        processes.start(worker(trace), folder, user);
    }

    @Override
    public void admit(TunnelConfig tunnel) {
        WorkerFolder folder = folder(tunnel);
        Trace trace = tunnel.trace();
        if (folder.completeDaemon().isPresent()) {
            namespaces.batch(worker(trace), esp.adjust(tunnel, worker(trace)));
        } else {
            network(trace).admit(tunnel, esp);
            folder.daemon().ifPresent(daemon -> folder.complete(daemon.pid(), shape(tunnel, esp)));
        }
        folder.daemon().ifPresent(processes::hurry);
    }

    private WorkerNetwork network(Trace trace) {
        return new WorkerNetwork(commands, names.node(trace.node()), worker(trace), trace.slot());
    }

    @Override
    public void end(Trace trace) {
        clear(trace);
    }

    @Override
    public void close(Trace trace) {
        folder(trace).trace().filter(before -> !before.equals(trace)).ifPresent(this::clear);
        clear(trace);
        counters.forget(trace.node());
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
    public Map<Slot, Traffic> counters(NodeId node) {
        return counters.of(node);
    }

    @Override
    public Map<Slot, Long> given(NodeId node) {
        return counters.given(node);
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
