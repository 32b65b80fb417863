package dev.causeway.agent.openvpn;

import dev.causeway.agent.host.Namespace;
import dev.causeway.agent.openvpn.ObservedServer.State;
import dev.causeway.agent.openvpn.management.ClientEvent;
import dev.causeway.agent.openvpn.management.ClientRow;
import dev.causeway.agent.process.WorkerThread;
import dev.causeway.model.NodeId;
import dev.causeway.model.ServerId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/// The server of one node: its daemon, and who is connected to it. All of it happens in one thread, which
/// waits neither for the daemon nor for the hash of a password.
final class NodeServer implements WorkerThread.Looks, Conversation.Listener {

    private static final System.Logger LOG = System.getLogger(NodeServer.class.getName());

    private static final Duration SOON = Duration.ofMillis(20);
    private static final Duration USUAL = Duration.ofMillis(500);
    /// Clients leave at once when they are told. Their daemon goes then, with whoever does not.
    private static final Duration TIME_TO_LEAVE = Duration.ofSeconds(1);

    private static final Duration STRANGELY_SILENT = Duration.ofSeconds(10);

    private final NodeId node;
    private final Namespace namespace;
    private final DaemonFolder folder;
    private final VpnDaemons daemons;
    private final EventLog log;
    private final Runnable changed;
    private final WorkerThread thread;
    private final Clients clients;
    private final TlsFailures tlsFailures;
    private final Gate gate;
    private final ServerState state;
    private final DaemonStarts starts;

    private Optional<ServerConfig> wanted = Optional.empty();

    /// Of each server that the node has or had: what is said of one that is gone comes at any time.
    private final Map<ServerId, AccessConfig> access = new HashMap<>();

    private Optional<DaemonFolder.Running> running = Optional.empty();
    private Optional<Conversation> conversation = Optional.empty();
    /// Something could not be done, and what is known may not be so any more.
    private boolean unsettled;

    /// Completed when nobody is there any more.
    private CompletableFuture<Void> leaving = new CompletableFuture<>();

    private volatile Sight sight = new Sight(Optional.empty(), List.of());

    /// What others see.
    record Sight(Optional<ObservedServer> server, List<ClientSession> connected) {}

    /// @param changed called when something is observed that was not so before
    NodeServer(
            NodeId node,
            Namespace namespace,
            DaemonFolder folder,
            VpnDaemons daemons,
            SessionFilter filter,
            PasswordCheck passwords,
            EventLog log,
            Clock clock,
            Runnable changed) {
        this.node = node;
        this.namespace = namespace;
        this.folder = folder;
        this.daemons = daemons;
        this.log = log;
        this.changed = changed;
        this.thread = new WorkerThread("server-" + node.shortId(), this);
        this.clients = new Clients(node, folder, filter, log, clock);
        this.tlsFailures = new TlsFailures(folder.log());
        var logins = new Logins(passwords, thread::add, clock);
        this.gate = new Gate(clients, logins, log, clock, this::situation);
        this.state = new ServerState(clock);
        this.starts = new DaemonStarts(thread::add, clock);
    }

    void start() {
        thread.start();
    }

    Sight sight() {
        return sight;
    }

    /// Says what the server shall be.
    CompletableFuture<Void> want(ServerConfig server) {
        return run(() -> {
            if (!wanted.map(DaemonText::fingerprint).equals(Optional.of(DaemonText.fingerprint(server)))) {
                starts.anew();
            }
            wanted = Optional.of(server);
            settle();
        });
    }

    /// Lets nobody in and nothing through any more, and ends the daemon.
    CompletableFuture<Void> end() {
        return end(Departure.CLOSED, () -> {});
    }

    private CompletableFuture<Void> end(Departure why, Runnable after) {
        // Should the filter fail, nothing passes once the daemon has ended; and it is tried again then.
        return farewell(why)
                .exceptionally(_ -> null)
                .thenCompose(_ -> run(() -> {
                    end(why);
                    after.run();
                }));
    }

    /// Closes the filter, which waits for nothing and nobody, and tells the clients.
    ///
    /// @return completed when they have left, or when it is no use to wait any longer
    private CompletableFuture<Void> farewell(Departure why) {
        var left = new CompletableFuture<Void>();
        return run(() -> {
                    wanted = Optional.empty();
                    Map<ClientSession, Departure> those = clients.allFor(why);
                    clients.dismiss(those);
                    clients.withdrawStrangers();
                    those.forEach(this::sendAway);
                    leaving = left;
                    if (those.isEmpty()
                            || conversation.filter(Conversation::isAttached).isEmpty()) {
                        left.complete(null);
                    }
                })
                .thenCompose(_ -> left.completeOnTimeout(null, TIME_TO_LEAVE.toMillis(), TimeUnit.MILLISECONDS));
    }

    /// Says who may connect.
    CompletableFuture<Void> admit(AccessConfig who) {
        return run(() -> {
            access.put(who.server(), who);
            settle();
        });
    }

    /// Ends the server and removes what is its own on the host.
    CompletableFuture<Void> remove() {
        return end(Departure.GATEWAY_GONE, () -> {
            folder.delete();
            log.delete();
        });
    }

    private CompletableFuture<Void> run(Runnable work) {
        var done = new CompletableFuture<Void>();
        thread.add(() -> {
            try {
                work.run();
                done.complete(null);
            } catch (RuntimeException | Error e) {
                done.completeExceptionally(e);
            }
        });
        return done;
    }

    private void end(Departure why) {
        starts.stop();
        hangUp();
        daemons.end(folder);
        running = Optional.empty();
        clients.gone(clients.all(), why.by());
        clients.withdrawStrangers();
    }

    private void hangUp() {
        conversation.ifPresent(Conversation::close);
        conversation = Optional.empty();
    }

    private Optional<AccessConfig> access() {
        return wanted.map(server -> access.get(server.server()));
    }

    /// Lets what is connected and what passes follow what is wanted. The filter comes first: the daemon gives
    /// a client that does not obey some seconds more.
    private void settle() {
        if (wanted.isEmpty() || access().isEmpty()) {
            return;
        }
        ServerConfig server = wanted.get();
        AccessConfig who = access().get();
        Map<ClientSession, Departure> those = clients.departures(who, server);
        clients.dismiss(those);
        clients.regroup(who, server);
        those.forEach(this::sendAway);
        // Last: should one of them not be readable, nobody stays for it.
        if (who.admission() instanceof AccessConfig.Admission.OfHolders holders) {
            folder.authorities(holders.authorities());
        }
    }

    private void sendAway(ClientSession session, Departure why) {
        conversation.filter(Conversation::isAttached).ifPresent(open -> gate.sendAway(open, session, why));
    }

    @Override
    public Duration untilNext() {
        boolean waits = access().isPresent()
                && conversation.filter(Conversation::isAttached).isEmpty()
                && starts.failure().isEmpty();
        return waits ? SOON : USUAL;
    }

    @Override
    public void look() {
        access().ifPresent(clients::letThrough);
        if (wanted.isPresent() && !starts.isUnderWay()) {
            look(wanted.get());
        }
        observe();
    }

    private void look(ServerConfig server) {
        running = folder.running().filter(this::isInNode);
        String identity = running.map(DaemonFolder.Running::identity).orElse("");
        clients.gone(clients.ofOtherDaemons(identity), "daemon ended");
        if (!follows(server)) {
            begin(server);
        } else if (conversation.isEmpty()) {
            attach();
        } else {
            if (unsettled) {
                unsettled = false;
                conversation.get().compareAgain();
            }
            conversation.get().look();
        }
        gate.look();
        tlsFailures.next().forEach(failure -> log.add(failure.time(), Gate.line(failure)));
    }

    /// One that was started in a namespace that has been made anew since serves nobody.
    private boolean isInNode(DaemonFolder.Running daemon) {
        try {
            Path own = Path.of("/proc", Long.toString(daemon.process().pid()), "ns", "net");
            return Files.getAttribute(own, "unix:ino").equals(Files.getAttribute(namespace.file(), "unix:ino"));
        } catch (IOException _) {
            return false;
        }
    }

    /// Starts a daemon in place of the one that is there, elsewhere: who may connect can change meanwhile.
    private void begin(ServerConfig server) {
        if (starts.isDue()) {
            hangUp();
            starts.begin(() -> daemons.replace(namespace, folder, server, VpnDaemons.user(node)), () -> {
                clients.gone(clients.all(), "daemon replaced");
                settle();
            });
        } else if (starts.failure().isEmpty()) {
            starts.failed("the daemon ended: " + VpnDaemons.lastWords(folder));
        }
    }

    /// Not before it is known who may connect: until then everybody would be sent away.
    private void attach() {
        if (access().isPresent()) {
            var open = new Conversation(thread::add, this);
            conversation = Optional.of(open);
            open.open(folder.socket());
        }
    }

    @Override
    public void heard(ClientEvent event) {
        gate.heard(event);
    }

    private Optional<Gate.Situation> situation() {
        return conversation.flatMap(open -> access().flatMap(who -> running.flatMap(
                daemon -> wanted.map(server -> new Gate.Situation(open, who, server, daemon.identity())))));
    }

    @Override
    public void attached(List<ClientRow> rows, Set<Long> arrived) {
        situation().ifPresent(here -> {
            Map<Long, Departure> leaving = clients.leaving();
            gate.match(rows, arrived, here);
            Map<ClientSession, Departure> replaced = clients.replaced();
            clients.dismiss(replaced);
            replaced.forEach(this::sendAway);
            clients.withdrawStrangers();
            settle();
            clients.all().stream()
                    .filter(session -> leaving.containsKey(session.client()))
                    .forEach(session -> sendAway(session, leaving.get(session.client())));
        });
    }

    @Override
    public void lost() {
        conversation = Optional.empty();
    }

    @Override
    public void looked() {
        observe();
    }

    private void observe() {
        if (clients.all().isEmpty()) {
            leaving.complete(null);
        }
        boolean other = wanted.isPresent() && observe(wanted.get());
        List<ClientSession> connected = clients.connected();
        other |= !connected.equals(sight.connected());
        sight = new Sight(
                wanted.map(server -> state.observed(server, running.map(DaemonFolder.Running::build))), connected);
        if (other) {
            changed.run();
        }
    }

    private boolean observe(ServerConfig server) {
        Optional<Conversation> attached =
                conversation.filter(Conversation::isAttached).filter(_ -> follows(server));
        if (attached.isEmpty()) {
            return starts.failure()
                    .map(why -> state.set(State.FAILED, why, state.generation()))
                    .orElseGet(() -> state.set(State.APPLYING, waitsFor(), state.generation()));
        }
        if (attached.get().silent().compareTo(STRANGELY_SILENT) > 0) {
            return state.set(State.APPLYING, "the daemon does not answer", state.generation());
        }
        if (ListeningPorts.hasTcp(running.get().process(), server.port())) {
            starts.served();
            return state.set(State.LISTENING, "", server.generation());
        }
        return state.set(State.APPLYING, "the daemon does not listen", state.generation());
    }

    /// Whether the daemon that runs was started with what is wanted.
    private boolean follows(ServerConfig server) {
        return running.filter(daemon -> daemon.fingerprint().equals(DaemonText.fingerprint(server)))
                .isPresent();
    }

    private String waitsFor() {
        if (access().isEmpty()) {
            return "it is not known yet who may connect";
        }
        return starts.isUnderWay() ? "the daemon starts" : "the daemon is not ready yet";
    }

    @Override
    public void failed(Throwable e) {
        unsettled = true;
        LOG.log(System.Logger.Level.WARNING, "server of node " + node, e);
    }

    @Override
    public void ended() {
        conversation.ifPresent(Conversation::close);
    }

    void close() {
        thread.close(() -> {});
    }
}
