package dev.causeway.agent.ipsec;

import static org.assertj.core.api.Assertions.assertThat;

import dev.causeway.agent.RealHost;
import dev.causeway.model.Dpd;
import dev.causeway.model.DpdMessage;
import dev.causeway.model.Encryption;
import dev.causeway.model.IkeVersion;
import dev.causeway.model.Ipv4;
import dev.causeway.model.Phase1Mode;
import dev.causeway.model.document.Tunnel;
import dev.causeway.model.document.TunnelReport.State;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class TunnelsTest {

    @RegisterExtension
    private final RealHost host = new RealHost();

    private Lab lab;

    @BeforeEach
    void build() {
        lab = new Lab(host);
    }

    @AfterEach
    void tearDown() {
        lab.close();
    }

    @Test
    void carriesPacketsBothWaysAndLeavesNothingBehind() {
        Tunnel tunnel = Examples.staticTunnel();
        lab.matchPeer(tunnel);
        lab.apply(tunnel);
        lab.awaitUp();
        assertThat(lab.lostBothWays()).isZero();
        assertThat(lab.log()).contains("established");
        lab.tunnels().remove(lab.nodeId);
        assertThat(lab.peer.control("--list-sas")).isEmpty();
        assertThat(host.names().runtimeFolder()).doesNotExist();
        assertThat(host.namespaces().list()).doesNotContain(host.names().worker(tunnel.connection()));
        assertThat(host.namespaces().view(lab.node).links()).doesNotContainKeys("u1", "tun1");
    }

    @Test
    void speaksTheFirstVersionOfIkeInBothModes() {
        for (Phase1Mode mode : Phase1Mode.values()) {
            Tunnel tunnel = Examples.withVersion(Examples.staticTunnel(), IkeVersion.V1, mode);
            lab.matchPeer(tunnel, mode == Phase1Mode.AGGRESSIVE ? "aggressive = yes" : "", "");
            lab.apply(tunnel);
            lab.awaitUp();
            assertThat(lab.lostBothWays()).isZero();
            lab.tunnels().remove(lab.nodeId);
        }
    }

    @Test
    void tellsThatTheSecretsDiffer() {
        Tunnel tunnel = Examples.staticTunnel();
        lab.peer.load(
                Lab.configuration(tunnel, "Another-1234", "", Lab.child(tunnel, "net", "0.0.0.0/0", "0.0.0.0/0", "")));
        lab.apply(tunnel);
        awaitDown("AUTHENTICATION_FAILED");
        assertThat(lab.log()).contains("AUTHENTICATION_FAILED").doesNotContain("Secret-1234");

        lab.apply(Examples.withPsk(tunnel, "Another-1234"));
        lab.awaitUp();
    }

    @Test
    void tellsThatTheProposalsDiffer() {
        Tunnel tunnel = Examples.staticTunnel();
        lab.matchPeer(Examples.with(tunnel, Encryption.AES_256));
        lab.apply(tunnel);
        awaitDown("NO_PROPOSAL_CHOSEN");
    }

    @Test
    void tellsThatTheSelectorsDiffer() {
        Tunnel tunnel = Examples.with(Examples.staticTunnel(), List.of(Examples.rule("192.168.0.0/24", "10.1.0.0/24")));
        lab.peer.load(Lab.configuration(
                tunnel, "Secret-1234", "", Lab.child(tunnel, "net", "10.77.0.0/24", "192.168.0.0/24", "")));
        lab.apply(tunnel);
        awaitDown("TS_UNACCEPTABLE");
    }

    @Test
    void tellsThatThePeerIsSilentAndIsUpSoonAfterItReturns() {
        Tunnel tunnel = Examples.with(Examples.staticTunnel(), new Dpd(10, 2, DpdMessage.SEQ_HASH_NOTIFY));
        lab.peer.kill();
        lab.apply(tunnel);
        awaitDown("PEER_SILENT");
        lab.peer.start();
        lab.matchPeer(tunnel);
        lab.await(Duration.ofSeconds(4), report -> report.state() == State.UP);
    }

    @Test
    void answersAPeerThatInitiates() {
        Tunnel tunnel = Examples.staticTunnel();
        lab.apply(tunnel);
        awaitDown("");
        lab.matchPeer(tunnel);
        lab.peer.control("--initiate", "--child", "net", "--timeout", "5");
        lab.awaitUp();
        assertThat(lab.lostBothWays()).isZero();
    }

    @Test
    void keepsOneAssociationWhenBothEndsInitiateAtOnce() throws Exception {
        Tunnel tunnel = Examples.staticTunnel();
        lab.matchPeer(tunnel);
        lab.apply(tunnel);
        lab.awaitUp();
        lab.terminate(tunnel);
        Thread initiator =
                Thread.ofVirtual().start(() -> lab.peer.control("--initiate", "--child", "net", "--timeout", "3"));
        lab.awaitUp();
        initiator.join();
        Awaitility.await().atMost(Duration.ofSeconds(15)).untilAsserted(() -> {
            assertThat(associations(lab.daemon(tunnel, "--list-sas"))).isEqualTo(1);
            assertThat(associations(lab.peer.control("--list-sas"))).isEqualTo(1);
        });
        lab.route();
        assertThat(lab.lostBothWays()).isZero();
    }

    @Test
    void carriesTheRulesOfAPolicyAndNothingElse() {
        Tunnel tunnel = Examples.with(
                Examples.staticTunnel(),
                List.of(
                        Examples.rule("192.168.0.0/25", "10.1.0.0/24"),
                        Examples.rule("192.168.0.0/25", "10.1.5.0/24"),
                        Examples.rule("192.168.0.128/25", "10.1.0.0/24")));
        String children = Lab.child(tunnel, "one", "10.1.0.0/24", "192.168.0.0/25", "")
                + Lab.child(tunnel, "two", "10.1.5.0/24", "192.168.0.0/25", "")
                + Lab.child(tunnel, "three", "10.1.0.0/24", "192.168.0.128/25", "");
        for (IkeVersion version : IkeVersion.values()) {
            Tunnel versioned = Examples.withVersion(tunnel, version, Phase1Mode.MAIN);
            lab.peer.load(Lab.configuration(versioned, "Secret-1234", "", children));
            lab.apply(versioned);
            lab.awaitUp();
            Awaitility.await()
                    .atMost(Duration.ofSeconds(5))
                    .untilAsserted(() -> assertThat(lab.daemon(versioned, "--list-sas"))
                            .contains("10.1.0.0/24")
                            .contains("10.1.5.0/24")
                            .contains("192.168.0.128/25"));
            assertThat(lab.lost(lab.vpc, "10.1.0.1", 3, 0.02)).isZero();
            assertThat(lab.lost(lab.vpc, "10.1.5.1", 3, 0.02)).isZero();
            assertThat(lab.lost(lab.vpc, "10.1.9.1", 2, 0.02)).isEqualTo(2);
        }
    }

    @Test
    void findsADeadPeerWithinTheTimesOfTheConnection() {
        for (IkeVersion version : IkeVersion.values()) {
            Tunnel tunnel = Examples.withVersion(
                    Examples.with(Examples.staticTunnel(), new Dpd(2, 3, DpdMessage.SEQ_HASH_NOTIFY)),
                    version,
                    Phase1Mode.MAIN);
            lab.matchPeer(tunnel);
            lab.apply(tunnel);
            lab.awaitUp();
            lab.peer.kill();
            // Two seconds of silence, three without an answer, and one since daemons count whole seconds.
            lab.await(Duration.ofMillis(6500), report -> report.state() == State.DOWN);
            assertThat(lab.report().reason()).as(lab.log()).startsWith("PEER_SILENT");
            lab.tunnels().remove(lab.nodeId);
            lab.peer.start();
        }
    }

    @Test
    void replacesADaemonThatDied() {
        Tunnel tunnel = Examples.staticTunnel();
        lab.matchPeer(tunnel);
        lab.apply(tunnel);
        lab.awaitUp();
        assertThat(lab.lostBothWays()).isZero();
        Peer.pause(Duration.ofMillis(2500));
        long before = lab.report().counters().packetsIn();
        assertThat(before).isGreaterThanOrEqualTo(10);
        daemon(tunnel).destroyForcibly();
        lab.await(Duration.ofMillis(500), report -> report.state() == State.DOWN);
        lab.await(Duration.ofMillis(1500), report -> report.state() == State.UP);
        lab.route();
        assertThat(lab.lostBothWays()).isZero();
        lab.await(Duration.ofSeconds(4), report -> report.counters().packetsIn() >= before + 10);
    }

    @Test
    void isAdoptedByTheNextAgentWithoutAnyRekeying() throws Exception {
        Tunnel tunnel = Examples.staticTunnel();
        lab.matchPeer(tunnel);
        lab.apply(tunnel);
        lab.awaitUp();
        long process = daemon(tunnel).pid();
        var lost = new CompletableFuture<Integer>();
        Thread.ofVirtual().start(() -> lost.complete(lab.lost(lab.vpc, Lab.PEER_ADDRESS, 100, 0.02)));
        Peer.pause(Duration.ofMillis(300));
        lab.restartAgent(tunnel);
        assertThat(lab.report().state()).isEqualTo(State.UP);
        assertThat(lost.get()).isZero();
        assertThat(daemon(tunnel).pid()).isEqualTo(process);
        assertThat(associations(lab.peer.control("--list-sas"))).isEqualTo(1);
        assertThat(lab.peer.log()).doesNotContain("CREATE_CHILD_SA").doesNotContain("DELETE");
    }

    @Test
    void losesNothingOverRekeyings() {
        Tunnel tunnel = Examples.withLifetimes(Examples.staticTunnel(), 60, 30);
        lab.matchPeer(tunnel, "rekey_time = 25s\nover_time = 20s", "rekey_time = 9s\nlife_time = 30s");
        lab.apply(tunnel);
        lab.awaitUp();
        assertThat(lab.lost(lab.vpc, Lab.PEER_ADDRESS, 1800, 0.02)).isZero();
        assertThat(lab.peer.log().split("CHILD_SA net\\{\\d+\\} established", -1))
                .hasSizeGreaterThan(4);
        assertThat(associations(lab.peer.control("--list-sas"))).isEqualTo(1);
    }

    @Test
    void takesEverySecretLiterally() {
        String[] secrets = {
            "~`!@#$%^()-_+={ },./:; Aa1",
            "0x4142434445Zz",
            "0sQUJDREVGRw-=",
            " leading and trailing 1A ",
            "a".repeat(120) + "B-1"
        };
        Tunnel tunnel = Examples.staticTunnel();
        for (String secret : secrets) {
            Tunnel secured = Examples.withPsk(tunnel, secret);
            lab.matchPeer(secured);
            lab.apply(secured);
            lab.awaitUp();
            lab.terminate(secured);
        }
    }

    @Test
    void servesAPeerBehindAddressTranslation() {
        Ipv4 inside = Ipv4.parse("172.16.0.2");
        lab.hidePeer(inside);
        Tunnel tunnel = Examples.withPeerId(Examples.staticTunnel(), inside);
        lab.matchPeer(tunnel);
        lab.apply(tunnel);
        lab.peer.control("--initiate", "--child", "net", "--timeout", "5");
        lab.awaitUp();
        assertThat(lab.lostBothWays()).isZero();
    }

    @Test
    void makesAnewWhatWasUnplugged() {
        Tunnel tunnel = Examples.staticTunnel();
        lab.matchPeer(tunnel);
        lab.apply(tunnel);
        lab.awaitUp();
        host.namespaces().batch(host.names().node(lab.nodeId), List.of("link del u" + tunnel.slot()));
        lab.await(Duration.ofSeconds(8), report -> report.state() == State.DOWN);
        lab.awaitUp();
        lab.route();
        assertThat(lab.lostBothWays()).isZero();
    }

    @Test
    void startsTwentyTunnelsQuicklyAndRemovesThemAll() {
        Tunnel[] tunnels = new Tunnel[20];
        for (int i = 0; i < tunnels.length; i++) {
            tunnels[i] = Examples.inSlot(i + 1);
        }
        long begin = System.nanoTime();
        lab.tunnels().apply(lab.document(tunnels));
        Duration taken = Duration.ofNanos(System.nanoTime() - begin);
        assertThat(lab.tunnels().observe(lab.nodeId)).hasSize(20).allMatch(report -> report.generation() > 0);
        assertThat(taken).isLessThan(Duration.ofSeconds(10));
        lab.tunnels().remove(lab.nodeId);
        assertThat(lab.tunnels().observe(lab.nodeId)).isEmpty();
        assertThat(host.namespaces().list())
                .noneMatch(name -> name.name().startsWith(host.names().prefix() + "t-"));
        assertThat(host.names().runtimeFolder()).doesNotExist();
    }

    @Test
    void clearsUpWhatAnAgentLeftThatWasKilledHalfWay() {
        Tunnel tunnel = Examples.staticTunnel();
        lab.matchPeer(tunnel);
        WorkerFolder folder = new WorkerFolder(host.names().runtimeFolder(tunnel.connection()));
        var trace = new EspBackend.Trace(lab.nodeId, tunnel.connection(), tunnel.slot());
        var worker = host.names().worker(tunnel.connection());
        List<Runnable> steps = List.of(
                () -> folder.begin(trace),
                () -> host.namespaces().create(worker),
                () -> host.namespaces()
                        .batch(lab.node, List.of("link add u1 type veth peer name wan0 netns " + worker)),
                () -> host.namespaces().batch(lab.node, List.of("rule add pref 10 fwmark 1 lookup 1001")),
                () -> host.namespaces().batch(lab.node, List.of("tuntap add dev tun1 mode tun")));
        for (int done = 1; done <= steps.size(); done++) {
            steps.subList(0, done).forEach(Runnable::run);
            lab.tunnels().remove(lab.nodeId);
            assertThat(host.namespaces().exists(worker)).isFalse();
            assertThat(folder.path()).doesNotExist();
            assertThat(host.namespaces().view(lab.node).links()).doesNotContainKeys("u1", "tun1");
            assertThat(host.namespaces().view(lab.node).rules()).noneMatch(rule -> rule.preference() == 10);

            steps.subList(0, done).forEach(Runnable::run);
            lab.apply(tunnel);
            lab.awaitUp();
            lab.tunnels().remove(lab.nodeId);
        }
    }

    private ProcessHandle daemon(Tunnel tunnel) {
        return new WorkerFolder(host.names().runtimeFolder(tunnel.connection()))
                .daemon()
                .orElseThrow();
    }

    private void awaitDown(String reason) {
        lab.await(
                Duration.ofSeconds(5),
                report -> report.state() == State.DOWN && report.reason().startsWith(reason));
    }

    private static long associations(String list) {
        return list.lines().filter(line -> line.contains("ESTABLISHED")).count();
    }
}
