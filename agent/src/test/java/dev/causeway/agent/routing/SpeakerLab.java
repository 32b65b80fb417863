package dev.causeway.agent.routing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.causeway.agent.RealHost;
import dev.causeway.agent.host.Namespace;
import dev.causeway.agent.host.Namespaces;
import dev.causeway.agent.host.Slot;
import dev.causeway.agent.process.Command;
import dev.causeway.agent.process.CommandFailed;
import dev.causeway.agent.process.CommandRunner;
import dev.causeway.agent.process.Processes;
import dev.causeway.agent.routing.SpeakerConfig.Neighbour;
import dev.causeway.agent.routing.SpeakerTimers.Detection;
import dev.causeway.model.ConnectionId;
import dev.causeway.model.Ipv4;
import dev.causeway.model.NodeId;
import dev.causeway.model.Prefix;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;

/// Nodes that speak BGP with routers of customers.
final class SpeakerLab implements AutoCloseable, Routing.Listener {

    static final Duration PATIENCE = Duration.ofMinutes(2);

    static final SpeakerTimers TIMERS = new SpeakerTimers(3, 9, Optional.of(new Detection(3, 300)));

    final List<SpeakerLine> lines = new CopyOnWriteArrayList<>();
    final RealHost host;

    /// Counts what it was told.
    final AtomicInteger changes = new AtomicInteger();

    /// Whether no daemon can be started.
    final AtomicBoolean startsNothing = new AtomicBoolean();

    private final List<NodeId> nodes = new ArrayList<>();
    private final List<BirdRouter> routers = new ArrayList<>();
    private final Map<BirdRouter, ConnectionId> connections = new ConcurrentHashMap<>();
    private Routing routing;

    SpeakerLab(RealHost host) {
        this.host = host;
        this.routing = newRouting();
    }

    private Routing newRouting() {
        return new Routing(host.names(), TIMERS, new Starting(), this);
    }

    Routing routing() {
        return routing;
    }

    /// What a new agent does after the old one was killed, but for what is wanted.
    void replaceAgent() {
        routing.close();
        routing = newRouting();
    }

    NodeId node() {
        NodeId node = NodeId.random();
        host.namespaces().create(space(node));
        nodes.add(node);
        return node;
    }

    Namespace space(NodeId node) {
        return host.names().node(node);
    }

    BirdRouter router(NodeId node, int slot, long asn, String options) {
        var router = new BirdRouter(host, space(node), new Slot(slot), asn, options);
        routers.add(router);
        connections.put(router, ConnectionId.random());
        return router;
    }

    /// A tunnel that somebody holds, and that carries packets.
    ProcessHandle tunnel(NodeId node, Slot slot) {
        String program = "import fcntl, struct, time; tun = open('/dev/net/tun', 'r+b', buffering=0);"
                + " fcntl.ioctl(tun, 0x400454ca, struct.pack('16sH', b'%s', 0x1001)); time.sleep(600)"
                        .formatted(slot.device());
        ProcessHandle holder = host.commands()
                .start(
                        Namespaces.inside(space(node), "python3", "-c", program),
                        Map.of(),
                        host.logs().resolve("tunnel"));
        await().ignoreExceptions()
                .untilAsserted(() ->
                        host.namespaces().batch(space(node), List.of("link set %s up".formatted(slot.device()))));
        return holder;
    }

    boolean carrier(NodeId node, String link) {
        return host.namespaces().view(space(node)).link(link).orElseThrow().carrier();
    }

    ConnectionId connection(BirdRouter router) {
        return connections.get(router);
    }

    Neighbour neighbour(BirdRouter router, boolean hub, long resets, String... accepted) {
        return new Neighbour(
                connection(router),
                router.slot,
                Ipv4.parse(router.local()),
                Ipv4.parse(router.peer()),
                router.asn,
                prefixes(accepted),
                hub,
                resets);
    }

    static SpeakerConfig config(List<Prefix> announced, Neighbour... neighbours) {
        return new SpeakerConfig(
                64512,
                Ipv4.parse("203.0.113.10"),
                0,
                announced,
                prefixes("192.168.0.0/16"),
                List.of(neighbours),
                Optional.empty());
    }

    static List<Prefix> prefixes(String... texts) {
        return Arrays.stream(texts).map(Prefix::parse).toList();
    }

    ObservedNeighbour seen(NodeId node, BirdRouter router) {
        return routing.observe(node).stream()
                .filter(seen -> seen.connection().equals(connection(router)))
                .findFirst()
                .orElseThrow(() -> new AssertionError("nothing is seen of " + router.peer()));
    }

    ObservedNeighbour awaitEstablished(NodeId node, BirdRouter router) {
        await().untilAsserted(() ->
                assertThat(seen(node, router).state()).as(router.peer()).isEqualTo("established"));
        return seen(node, router);
    }

    void awaitLearned(NodeId node, BirdRouter router, String... networks) {
        await().untilAsserted(() -> assertThat(learned(node, router)).containsExactlyInAnyOrder(networks));
    }

    Set<String> learned(NodeId node, BirdRouter router) {
        return routing.learned(node).getOrDefault(router.slot, Set.of()).stream()
                .map(Prefix::toString)
                .collect(Collectors.toSet());
    }

    void awaitHeard(BirdRouter router, String... networks) {
        await().untilAsserted(() -> assertThat(router.heard()).containsExactlyInAnyOrder(networks));
    }

    FrrFolder folder(NodeId node) {
        return new FrrFolder(host.names().runtimeFolder(space(node)).resolve("frr"));
    }

    ProcessHandle process(NodeId node, FrrDaemon daemon) {
        return folder(node).process(daemon).orElseThrow(() -> new AssertionError(daemon + " does not run"));
    }

    String routes(NodeId node) {
        return host.commands().run("ip", "-n", space(node).name(), "route", "show", "proto", "186");
    }

    /// How the daemon counts sessions, which tells whether any was reset.
    int sessions(NodeId node) {
        try (SpeakerSession session = SpeakerSession.open(folder(node))) {
            return SpeakerReader.peers(session.ask("show bgp neighbors json")).values().stream()
                    .mapToInt(PeerSight::established)
                    .sum();
        }
    }

    @Override
    public void changed(NodeId node) {
        changes.incrementAndGet();
    }

    @Override
    public void said(SpeakerLine line) {
        lines.add(line);
    }

    private final class Starting implements CommandRunner {

        @Override
        public String run(Command command) {
            if (startsNothing.get() && command.arguments().contains("setsid")) {
                throw new CommandFailed(command, "permission denied", "");
            }
            return host.commands().run(command);
        }

        @Override
        public ProcessHandle start(Command command, Map<String, String> environment, Path output) {
            return host.commands().start(command, environment, output);
        }
    }

    static ConditionFactory await() {
        return Awaitility.await().atMost(PATIENCE).pollInterval(Duration.ofMillis(50));
    }

    @Override
    public void close() {
        nodes.forEach(node -> routing.apply(node, Optional.empty()));
        nodes.forEach(node -> assertThat(routes(node)).isEmpty());
        assertThat(Processes.startedWith(host.names().runtimeFolder() + "/")).isEmpty();
        assertThat(host.names().runtimeFolder()).doesNotExist();
        routing.close();
        routers.forEach(BirdRouter::close);
    }
}
