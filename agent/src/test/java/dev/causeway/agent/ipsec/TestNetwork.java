package dev.causeway.agent.ipsec;

import dev.causeway.agent.EchoRequests;
import dev.causeway.agent.RealHost;
import dev.causeway.agent.host.Namespace;
import dev.causeway.agent.process.Command;
import dev.causeway.agent.process.CommandFailed;
import dev.causeway.agent.process.SteadyClock;
import dev.causeway.model.Ipv4;
import dev.causeway.model.NodeId;
import java.time.Duration;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;

/// A gateway node, a customer's device and an internet between them, made by hand.
final class TestNetwork implements AutoCloseable {

    /// More than anything takes on a slow machine: what happens earlier ends the waiting.
    static final Duration PATIENCE = Duration.ofMinutes(2);

    static final String VPC_ADDRESS = "192.168.0.10";
    static final String PEER_ADDRESS = "10.1.0.1";

    final NodeId nodeId = NodeId.random();
    final Namespace node;
    final Namespace vpc;
    final Peer peer;
    private final RealHost host;
    final Topology topology;
    private Tunnels tunnels;
    private Ipv4 hiddenAddress = Examples.PEER;

    TestNetwork(RealHost host) {
        this.host = host;
        this.topology = new Topology(host, nodeId);
        this.node = topology.node;
        this.vpc = topology.vpc;
        peer = new Peer(host, topology.customer);
        peer.start();
        tunnels = newTunnels();
    }

    private Tunnels newTunnels() {
        return newTunnels(Charon.PATIENCE, Examples.ESP);
    }

    private Tunnels newTunnels(Duration patience, Esp esp) {
        var folders = new WorkerFolders(host.names(), host.logs());
        var workers = new Workers(host.names(), folders, host.commands(), esp);
        return new Tunnels(folders, new BoundedDaemons(workers), patience, SteadyClock.ofProcess(), _ -> {});
    }

    /// A new agent that waits for its daemons no longer than this.
    void replaceAgent(Duration patience) {
        tunnels.close();
        tunnels = newTunnels(patience, Examples.ESP);
    }

    /// A new agent whose tunnels something else encrypts.
    void replaceAgent(Esp esp) {
        tunnels.close();
        tunnels = newTunnels(Charon.PATIENCE, esp);
    }

    Tunnels tunnels() {
        return tunnels;
    }

    /// What a new agent does after the old one was killed.
    void restartAgent(TunnelConfig... wanted) {
        replaceAgent();
        letAnswer(wanted);
        want(wanted);
    }

    /// A new agent, to which nobody has said yet what is wanted.
    void replaceAgent() {
        tunnels.close();
        tunnels = newTunnels();
    }

    /// What the agent does once the firewall knows the peers.
    void letAnswer(TunnelConfig... wanted) {
        tunnels.letAnswer(
                nodeId, List.of(wanted).stream().map(TunnelConfig::peer).collect(Collectors.toSet()));
    }

    void apply(TunnelConfig... wanted) {
        letAnswer(wanted);
        want(wanted);
        // On a slow machine a daemon may not be there in time, and is tried again.
        await().ignoreExceptionsInstanceOf(CommandFailed.class).untilAsserted(this::route);
    }

    /// The node's routes to the customer, which go with the interface.
    void route() {
        topology.route();
    }

    /// What is wanted of the node.
    void want(TunnelConfig... wanted) {
        tunnels.apply(nodeId, List.of(wanted).stream().map(this::here).toList());
    }

    /// A tunnel of the node.
    TunnelConfig here(TunnelConfig tunnel) {
        return Examples.on(nodeId, tunnel);
    }

    /// What the customer's device is configured with to match a tunnel.
    static String configuration(TunnelConfig tunnel, String psk, String connectionOptions, String children) {
        String ike = Proposals.ike(tunnel.ike());
        return """
                connections { c {
                    version = %d
                    local_addrs = 198.51.100.2
                    remote_addrs = 203.0.113.10
                    proposals = %s
                    mobike = no
                    dpd_delay = 30s
                    keyingtries = 0
                    unique = replace
                    %s
                    local { auth = psk
                       id = %s }
                    remote { auth = psk
                       id = %s }
                    children { %s } } }
                secrets { ike-1 { secret = 0x%s } }
                """.formatted(
                        tunnel.ike().version() == dev.causeway.model.IkeVersion.V1 ? 1 : 2,
                        ike,
                        connectionOptions,
                        tunnel.ike().peerId(),
                        tunnel.ike().localId(),
                        children,
                        java.util.HexFormat.of().formatHex(psk.getBytes(java.nio.charset.StandardCharsets.UTF_8)));
    }

    static String child(TunnelConfig tunnel, String name, String local, String remote, String options) {
        return """
                %s { local_ts = %s
                    remote_ts = %s
                    esp_proposals = %s
                    dpd_action = clear
                    %s }
                """.formatted(name, local, remote, Proposals.esp(tunnel.ipsec()), options);
    }

    /// Configures the customer's device to match a tunnel without policy.
    void matchPeer(TunnelConfig tunnel, String connectionOptions, String childOptions) {
        peer.load(configuration(
                        tunnel,
                        Examples.key(tunnel),
                        connectionOptions,
                        child(tunnel, "net", "0.0.0.0/0", "0.0.0.0/0", childOptions))
                .replace("local_addrs = 198.51.100.2", "local_addrs = " + hiddenAddress));
    }

    void matchPeer(TunnelConfig tunnel) {
        matchPeer(tunnel, "", "rekey_time = 1h");
    }

    /// Puts the customer's device behind a translator, which has the known address and changes ports.
    void hidePeer(Ipv4 inside) {
        topology.hidePeer(inside);
        hiddenAddress = inside;
    }

    ObservedTunnel report() {
        return tunnels.observe(nodeId).getFirst();
    }

    ObservedTunnel await(Predicate<ObservedTunnel> condition) {
        return await(PATIENCE, condition);
    }

    ObservedTunnel await(Duration patience, Predicate<ObservedTunnel> condition) {
        long end = System.nanoTime() + patience.toNanos();
        while (!condition.test(report())) {
            if (System.nanoTime() > end) {
                throw new AssertionError(
                        "after " + patience + ": " + report() + "\n" + log() + "\nPEER\n" + peer.log());
            }
            Peer.pause(Duration.ofMillis(5));
        }
        return report();
    }

    ObservedTunnel awaitUp() {
        return await(report -> report.state() == ObservedTunnel.State.UP);
    }

    static ConditionFactory await() {
        return Awaitility.await().atMost(PATIENCE).pollInterval(Duration.ofMillis(20));
    }

    String log() {
        StringBuilder log = new StringBuilder();
        for (ObservedTunnel seen : tunnels.observe(nodeId)) {
            for (LogEntry line : tunnels.log(seen.connection(), 0, 10_000)) {
                log.append(line.time()).append(' ').append(line.text()).append('\n');
            }
        }
        return log.toString();
    }

    /// The files of a tunnel's daemon.
    WorkerFolder folder(TunnelConfig tunnel) {
        return new WorkerFolders(host.names(), host.logs()).of(tunnel.connection());
    }

    /// Asks the daemon of a tunnel with strongSwan's own tool.
    String daemon(TunnelConfig tunnel, String... arguments) {
        var all = new java.util.ArrayList<>(List.of("swanctl"));
        all.addAll(List.of(arguments));
        all.addAll(List.of(
                "--uri",
                "unix://" + host.names().runtimeFolder(tunnel.connection()).resolve("vici.sock")));
        return host.commands().run(Command.of(all));
    }

    /// Ends what there is, by hand.
    void terminate(TunnelConfig tunnel) {
        daemon(tunnel, "--terminate", "--ike", Examples.config(tunnel).name(), "--timeout", "2");
    }

    /// How many of `count` echo requests are not answered.
    int lost(Namespace from, String to, int count, double interval) {
        return EchoRequests.lost(host, from, to, count, interval);
    }

    /// Lets traffic flow from the VPC to the customer until something has happened.
    ///
    /// @return how many of all echo requests were not answered
    int lostUntil(BooleanSupplier happened) {
        long end = System.nanoTime() + PATIENCE.toNanos();
        int lost = 0;
        while (!happened.getAsBoolean()) {
            if (System.nanoTime() > end) {
                throw new AssertionError("after " + PATIENCE + ":\n" + log() + "\nPEER\n" + peer.log());
            }
            lost += lost(vpc, PEER_ADDRESS, 50, 0.02);
        }
        return lost;
    }

    int lostBothWays() {
        return lost(vpc, PEER_ADDRESS, 5, 0.02) + lost(topology.customer, VPC_ADDRESS, 5, 0.02);
    }

    @Override
    public void close() {
        tunnels.removeAll();
        tunnels.close();
        peer.close();
    }
}
