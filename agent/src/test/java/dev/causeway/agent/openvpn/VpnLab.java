package dev.causeway.agent.openvpn;

import dev.causeway.agent.EchoRequests;
import dev.causeway.agent.RealHost;
import dev.causeway.agent.host.Namespace;
import dev.causeway.agent.host.Namespaces;
import dev.causeway.model.NodeId;
import dev.causeway.model.PasswordHash;
import dev.causeway.model.ServerId;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;

/// A node with a VPC behind it and the internet before it, and clients there:
///
///     vpc 192.168.0.10 --- node (203.0.113.10) --- internet --- clients 198.51.100.2, .6, ...
final class VpnLab implements AutoCloseable {

    /// More than anything takes on a slow machine: what happens earlier ends the waiting.
    static final Duration PATIENCE = Duration.ofMinutes(2);

    static final String EIP = "203.0.113.10";
    static final String VPC_ADDRESS = "192.168.0.10";

    final NodeId nodeId = NodeId.random();
    final ServerId serverId = ServerId.random();
    final RecordingFilter filter = new RecordingFilter();
    final Namespace node;
    final Namespace vpc;
    private final RealHost host;
    private final Namespace internet;
    private final List<VpnClient> clients = new ArrayList<>();
    private PasswordCheck passwords = VpnLab::compare;
    private OpenVpn openVpn;

    VpnLab(RealHost host) {
        this.host = host;
        this.node = host.names().node(nodeId);
        this.internet = host.names().internet();
        this.vpc = new Namespace(host.names().prefix() + "vpc");
        Map<String, String> router = Map.of("net.ipv4.ip_forward", "1", "net.ipv4.conf.all.rp_filter", "0");
        List.of(node, internet, vpc).forEach(host.namespaces()::create);
        List.of(node, internet).forEach(namespace -> host.namespaces().set(namespace, router));
        host.namespaces()
                .batch(
                        internet,
                        List.of(
                                "link add gw type veth peer name eip0 netns " + node,
                                "address add 203.0.113.1/24 dev gw",
                                "link set gw up"));
        host.namespaces()
                .batch(
                        node,
                        List.of(
                                "address add " + EIP + "/24 dev eip0",
                                "link set eip0 up",
                                "route add default via 203.0.113.1",
                                "link add vpc0 type veth peer name eth0 netns " + vpc,
                                "address add 192.168.0.1/24 dev vpc0",
                                "link set vpc0 up"));
        host.namespaces()
                .batch(
                        vpc,
                        List.of(
                                "address add " + VPC_ADDRESS + "/24 dev eth0",
                                "link set eth0 up",
                                "route add default via 192.168.0.1"));
        openVpn = newOpenVpn();
    }

    private static boolean compare(Optional<PasswordHash> hash, String password) {
        return hash.filter(known -> known.text().equals(password)).isPresent();
    }

    private OpenVpn newOpenVpn() {
        return new OpenVpn(
                host.names(),
                host.logs(),
                host.commands(),
                filter,
                (hash, password) -> passwords.matches(hash, password),
                _ -> {});
    }

    /// Compares passwords otherwise from now on.
    void compare(PasswordCheck other) {
        passwords = other;
    }

    OpenVpn openVpn() {
        return openVpn;
    }

    RealHost host() {
        return host;
    }

    /// What a new agent does after the old one was killed, but for what is wanted.
    void replaceAgent() {
        openVpn.close();
        openVpn = newOpenVpn();
    }

    /// Hands over what is wanted, and waits for the server.
    void serve(ServerConfig server, AccessConfig access) {
        openVpn.access(access);
        apply(server);
    }

    void apply(ServerConfig server) {
        openVpn.apply(nodeId, Optional.of(server));
        host.namespaces().batch(node, List.of("route replace " + server.clientCidr() + " dev p2c0"));
        await().untilAsserted(() -> {
            ObservedServer seen = openVpn.server(nodeId).orElseThrow();
            if (seen.state() != ObservedServer.State.LISTENING || seen.generation() != server.generation()) {
                throw new AssertionError(seen + "\n" + daemonLog());
            }
        });
    }

    ServerConfig server(ServerConfig.Showing showing) {
        return VpnExamples.server(serverId, showing);
    }

    AccessConfig access(int most, AccessConfig.User... users) {
        return VpnExamples.access(serverId, nodeId, most, users);
    }

    DaemonFolder folder() {
        return new DaemonFolder(host.names().runtimeFolder(node));
    }

    ProcessHandle daemon() {
        return folder().running().orElseThrow().process();
    }

    String daemonLog() {
        return VpnClient.read(folder().log());
    }

    /// A client at an address of its own, which is not started yet.
    VpnClient client(String... options) {
        int number = clients.size();
        var namespace = new Namespace(host.names().prefix() + "k" + number);
        host.namespaces().create(namespace);
        host.namespaces()
                .batch(
                        internet,
                        List.of(
                                "link add k%d type veth peer name wan0 netns %s".formatted(number, namespace),
                                "address add 198.51.100.%d/30 dev k%d".formatted(4 * number + 1, number),
                                "link set k%d up".formatted(number)));
        host.namespaces()
                .batch(
                        namespace,
                        List.of(
                                "address add 198.51.100.%d/30 dev wan0".formatted(4 * number + 2),
                                "link set wan0 up",
                                "route add default via 198.51.100." + (4 * number + 1)));
        Path folder = host.logs().resolve("client-" + number);
        var client = new VpnClient(host, namespace, folder, List.of(options));
        clients.add(client);
        return client;
    }

    /// A client that types a name and a password.
    VpnClient user(String name, String password) {
        return client("user", name, password);
    }

    /// One that is connected.
    VpnClient connected(String name) {
        VpnClient client = user(name, "pw-" + name);
        client.start();
        client.awaitUp();
        return client;
    }

    List<ObservedSession> sessions() {
        return openVpn.sessions(nodeId);
    }

    /// The log of the node's clients, as texts.
    List<String> log() {
        return openVpn.log(nodeId, -1, 10_000).stream().map(EventLine::text).toList();
    }

    int lost(VpnClient from, int count) {
        return EchoRequests.lost(host, from.namespace(), VPC_ADDRESS, count, 0.02);
    }

    String inside(Namespace namespace, String... arguments) {
        return host.commands().run(Namespaces.inside(namespace, arguments));
    }

    static ConditionFactory await() {
        return Awaitility.await().atMost(PATIENCE).pollInterval(Duration.ofMillis(20));
    }

    @Override
    public void close() {
        clients.forEach(VpnClient::stop);
        openVpn.remove(nodeId);
        openVpn.close();
    }
}
