package dev.causeway.agent.node;

import static dev.causeway.agent.World.CLIENTS;
import static dev.causeway.agent.World.route;
import static org.assertj.core.api.Assertions.assertThat;

import dev.causeway.agent.EchoRequests;
import dev.causeway.agent.RealHost;
import dev.causeway.agent.World;
import dev.causeway.agent.firewall.Firewall;
import dev.causeway.agent.firewall.Sessions;
import dev.causeway.agent.host.Namespace;
import dev.causeway.agent.host.Namespaces;
import dev.causeway.agent.network.HostNetwork;
import dev.causeway.agent.openvpn.OpenVpn;
import dev.causeway.agent.process.AtomicFile;
import dev.causeway.agent.shaping.Shaping;
import dev.causeway.model.Prefix;
import dev.causeway.model.PrivateKeyPem;
import dev.causeway.model.document.Access;
import dev.causeway.model.document.AccessDocument;
import dev.causeway.model.document.ClientServer;
import dev.causeway.model.document.Document;
import dev.causeway.model.document.DocumentKey;
import dev.causeway.model.document.NodeDocument;
import dev.causeway.model.document.ServerReport;
import dev.causeway.model.document.SessionReport;
import dev.causeway.model.document.ThingReport;
import dev.causeway.model.document.VpcDocument;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/// All of it together: documents, a real server on a node behind its firewall, and a stock client on the internet.
@Execution(ExecutionMode.CONCURRENT)
class ServedClientsTest {

    private static final String WEB = "192.168.0.100";
    private static final String DATABASE = "192.168.1.100";

    @RegisterExtension
    private final RealHost real = new RealHost();

    private final World world = new World();
    private final ClientServer server = with(World.server());
    private final NodeDocument node = world.clientNode(10, Optional.of(server));
    private final VpcDocument vpc = world.vpc(route(
            CLIENTS,
            new VpcDocument.Path(
                    new VpcDocument.Leading.Clients(),
                    node.node(),
                    World.attachment(node).address(),
                    0)));
    private final AccessDocument toWeb = World.access(node, server.server(), 1, World.FRONT);
    private Namespace laptop;
    private ProcessHandle client;
    private OpenVpn servers;
    private Host host;

    @BeforeEach
    void start() {
        laptop = new Namespace("laptop-of-" + real.names().internet());
        startAgent();
    }

    private void startAgent() {
        var sessions = new Sessions(real.names(), real.commands());
        servers = new OpenVpn(
                real.names(),
                real.logs(),
                real.commands(),
                new FirewalledSessions(sessions),
                (hash, password) ->
                        hash.filter(known -> known.text().equals(password)).isPresent(),
                changed -> host.changed(DocumentKey.node(changed)));
        host = new Host(
                real.names(),
                real.namespaces(),
                new HostNetwork(real.names(), real.namespaces()),
                new Firewall(real.names(), real.commands()),
                sessions,
                new Shaping(real.names(), real.namespaces(), real.commands()),
                new Services(
                        real.names(),
                        new FakeTunnels(real),
                        new NoRouting(),
                        new NoProbes(),
                        NoDrains.drains(),
                        new OpenVpnClients(servers)),
                Duration.ofSeconds(10),
                () -> {});
        host.start();
    }

    private void stopAgent() {
        host.close();
        servers.close();
    }

    @AfterEach
    void leavesNothing() {
        if (real.namespaces().exists(laptop)) {
            real.namespaces().evict(laptop);
        }
        host.want(List.of(node.withdrawn(), toWeb.withdrawn(), World.next(vpc, false), World.next(world.internet())));
        await().until(() -> real.namespaces().list().stream().noneMatch(real.names()::owns));
        await().until(() -> host.things().stream().allMatch(thing -> thing.phase() == ThingReport.Phase.ABSENT));
        stopAgent();
        real.assertNothingRemains();
    }

    @Test
    void comeInByTheirPasswordAndReachWhatTheirGroupDoes() {
        serve(toWeb);
        connect();
        assertThat(lost(WEB, 5)).isZero();
        assertThat(lost(DATABASE, 2)).isEqualTo(2);
        for (String closed : List.of("192.168.0.10", "10.250.0.1", "192.168.0.1")) {
            assertThat(lost(closed, 1)).as(closed).isEqualTo(closed.equals("192.168.0.1") ? 0 : 1);
        }
        SessionReport session = session().orElseThrow();
        assertThat(session.name()).isEqualTo("alice");
        assertThat(session.counters().packetsIn())
                .as("also what was sent in vain")
                .isGreaterThan(session.counters().packetsOut());
        assertThat(session.counters().packetsOut()).isEqualTo(6);

        serve(next(World.BACK));
        assertThat(lost(WEB, 2)).isEqualTo(2);
        assertThat(lost(DATABASE, 2)).isZero();
        assertThat(session()).map(SessionReport::session).contains(session.session());
        assertThat(new OpenVpnClients(servers).log(node.node(), -1, 10))
                .singleElement()
                .satisfies(line -> assertThat(line.text()).contains("\"event\":\"connect\""));
    }

    @Test
    void loseNothingWhenTheAgentIsReplaced() {
        serve(toWeb);
        connect();
        SessionReport before = session().orElseThrow();
        var lost = CompletableFuture.supplyAsync(() -> lost(WEB, 400));
        stopAgent();
        startAgent();
        serve(toWeb);
        await().until(() -> session().isPresent());
        serve(next(World.FRONT, World.BACK));
        assertThat(lost.join()).isZero();
        assertThat(session()).map(SessionReport::session).contains(before.session());
        assertThat(session().orElseThrow().counters().packetsIn()).isGreaterThanOrEqualTo(400);
        assertThat(lost(DATABASE, 2)).isZero();
    }

    @Test
    void goAtOnceWhenTheyAreTakenOut() {
        serve(toWeb);
        connect();
        assertThat(lost(WEB, 2)).isZero();
        AccessDocument nobody = new AccessDocument(
                server.server(),
                node.node(),
                2,
                true,
                true,
                10,
                new Access.ByPassword(List.of(), List.of()),
                List.of(),
                Optional.empty());
        serve(nobody);
        assertThat(lost(WEB, 2)).isEqualTo(2);
        await().until(() -> session().isEmpty());
    }

    /// As after a restart of the host: the daemon and all that it knew are gone with the node.
    @Test
    void comeBackWhenTheirNodeHadToBeMadeAgain() {
        serve(toWeb);
        connect();
        SessionReport before = session().orElseThrow();
        real.namespaces().evict(real.names().node(node.node()));
        await().until(() ->
                session().filter(now -> !now.session().equals(before.session())).isPresent());
        assertThat(lost(WEB, 5)).isZero();
    }

    @Test
    void areLetThroughAgainWhenTheirTableWasTakenAway() {
        serve(toWeb);
        connect();
        Namespace space = real.names().node(node.node());
        real.inside(space, "nft", "flush", "ruleset");
        await().until(() -> real.inside(space, "nft", "list", "tables").lines().count() == 2);
        await().until(() -> lost(WEB, 2) == 0);
        assertThat(lost(DATABASE, 2)).isEqualTo(2);
    }

    @Test
    void nothingOfThemIsLeftWhenAllIsTakenDown() {
        serve(toWeb);
        connect();
        stopAgent();
        real.namespaces().evict(laptop);
        new Leftovers(real.names(), real.namespaces()).removeEverything();
        real.assertNothingRemains();
        startAgent();
    }

    /// Whether or not it is heard first that nobody may come in.
    @Test
    void areToldWhenTheirServerGoes() {
        serve(toWeb);
        connect();
        host.want(List.of(world.internet(), vpc, World.clientNode(node, node.uplink(), Optional.empty()), toWeb));
        await().until(() -> !client.isAlive());
        await().until(() -> servers.server(node.node()).isEmpty());
        assertThat(new OpenVpnClients(servers)
                        .log(node.node(), -1, 10)
                        .getLast()
                        .text())
                .contains("\"event\":\"disconnect\"")
                .contains("\"by\":\"gateway closed\"");
    }

    private AccessDocument next(Prefix... reached) {
        Access.ByPassword now = (Access.ByPassword) toWeb.access();
        Access.Group group = now.groups().getFirst();
        Access.Policy policy = new Access.Policy(group.policies().getFirst().id(), List.of(reached));
        return new AccessDocument(
                server.server(),
                node.node(),
                2,
                true,
                true,
                10,
                new Access.ByPassword(now.users(), List.of(new Access.Group(group.id(), List.of(policy)))),
                List.of(),
                Optional.empty());
    }

    private void serve(AccessDocument access) {
        List<Document> all = List.of(world.internet(), vpc, node, access);
        host.want(all);
        await().until(() -> all.stream()
                .allMatch(document -> host.things().stream()
                        .anyMatch(thing -> thing.key().equals(document.key())
                                && thing.generation() == document.generation()
                                && thing.phase() == ThingReport.Phase.APPLIED)));
        await().until(() -> host.parts().stream()
                .anyMatch(part -> part instanceof ServerReport seen && seen.state() == ServerReport.State.LISTENING));
    }

    private Optional<SessionReport> session() {
        return host.parts().stream()
                .filter(SessionReport.class::isInstance)
                .map(SessionReport.class::cast)
                .findFirst();
    }

    private void connect() {
        Namespace internet = real.names().internet();
        real.namespaces().create(laptop);
        real.namespaces()
                .batch(
                        internet,
                        List.of(
                                "link add k0 type veth peer name wan0 netns " + laptop,
                                "address add 198.51.100.1/30 dev k0",
                                "link set k0 up"));
        real.namespaces()
                .batch(
                        laptop,
                        List.of(
                                "address add 198.51.100.2/30 dev wan0",
                                "link set wan0 up",
                                "route add default via 198.51.100.1"));
        Path folder = real.logs().resolve("client");
        AtomicFile.makeFolder(folder);
        AtomicFile.write(folder.resolve("typed"), "alice\nhash\n");
        AtomicFile.write(folder.resolve("client.ovpn"), """
                client
                dev tun
                proto tcp
                remote 203.0.113.10 443
                nobind
                remote-cert-tls server
                cipher AES-128-GCM
                data-ciphers AES-128-GCM:AES-256-GCM
                auth SHA256
                auth-user-pass %s
                <ca>
                %s</ca>
                """.formatted(folder.resolve("typed"), pem("server-ca.pem")));
        client = real.commands()
                .start(
                        Namespaces.inside(
                                laptop,
                                "openvpn",
                                "--config",
                                folder.resolve("client.ovpn").toString()),
                        Map.of(),
                        folder.resolve("log"));
        await().untilAsserted(() ->
                assertThat(Files.readString(folder.resolve("log"))).contains("Sequence Completed"));
        await().until(() -> session().isPresent());
    }

    private int lost(String to, int count) {
        return EchoRequests.lost(real, laptop, to, count, 0.02);
    }

    private static ClientServer with(ClientServer plain) {
        return new ClientServer(
                plain.server(),
                plain.generation(),
                plain.clientCidr(),
                plain.localSubnets(),
                plain.dnsServers(),
                plain.port(),
                plain.cipher(),
                new ClientServer.Certificate(
                        new ArrayList<>(List.of(pem("server.pem"), pem("server-ca.pem"))),
                        new PrivateKeyPem(pem("server.key"))),
                plain.showing(),
                plain.start());
    }

    private static String pem(String name) {
        try (InputStream file = ServedClientsTest.class.getResourceAsStream("/openvpn/" + name)) {
            return new String(file.readAllBytes(), StandardCharsets.US_ASCII);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static ConditionFactory await() {
        return Awaitility.await().atMost(Duration.ofMinutes(1));
    }
}
