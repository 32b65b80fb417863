package dev.causeway.agent.ipsec;

import static org.assertj.core.api.Assertions.assertThat;

import dev.causeway.agent.ipsec.ObservedTunnel.State;
import dev.causeway.model.DiagnosisCode;
import dev.causeway.model.Dpd;
import dev.causeway.model.DpdMessage;
import dev.causeway.model.Encryption;
import dev.causeway.model.IkeVersion;
import dev.causeway.model.Ipv4;
import dev.causeway.model.Phase1Mode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/// What happens to a tunnel when the ends differ, when one of them dies, or when a part is gone.
class TunnelFailuresTest extends InLab {

    @Test
    void tellsThatTheSecretsDiffer() {
        TunnelConfig tunnel = Examples.staticTunnel();
        lab.peer.load(TestNetwork.configuration(
                tunnel, "Another-1234", "", TestNetwork.child(tunnel, "net", "0.0.0.0/0", "0.0.0.0/0", "")));
        lab.apply(tunnel);
        awaitDown("AUTHENTICATION_FAILED");
        assertThat(awaitFinding(DiagnosisCode.REFUSED_BY_PEER).line()).contains("received AUTHENTICATION_FAILED");
        assertThat(lab.log()).contains("AUTHENTICATION_FAILED").doesNotContain("Secret-1234");

        lab.apply(Examples.withPsk(tunnel, "Another-1234"));
        lab.awaitUp();
    }

    @Test
    void tellsThatTheProposalsDiffer() {
        TunnelConfig tunnel = Examples.staticTunnel();
        lab.matchPeer(Examples.with(tunnel, Encryption.AES_256));
        lab.apply(tunnel);
        awaitDown("NO_PROPOSAL_CHOSEN");
        Finding refused = awaitFinding(DiagnosisCode.IKE_PROPOSAL_MISMATCH);
        assertThat(refused.line()).contains("NO_PROPOSAL_CHOSEN");
        assertThat(refused.ours()).isEqualTo("IKE:aes128-sha256-ecp256");
        assertThat(refused.theirs()).isEmpty();

        lab.peer.beginAnew(Duration.ofSeconds(1));
        lab.await(report -> report.finding()
                .filter(found -> found.ours().startsWith("IKE:AES_CBC_128")
                        && found.theirs().startsWith("IKE:AES_CBC_256"))
                .isPresent());
    }

    @Test
    void tellsThatTheProposalsOfChildSasDiffer() {
        for (IkeVersion version : IkeVersion.values()) {
            TunnelConfig tunnel = Examples.withVersion(Examples.staticTunnel(), version, Phase1Mode.MAIN);
            TunnelConfig other = Examples.with(tunnel, Encryption.AES_256);
            lab.peer.load(TestNetwork.configuration(
                    tunnel, Examples.key(tunnel), "", TestNetwork.child(other, "net", "0.0.0.0/0", "0.0.0.0/0", "")));
            lab.apply(tunnel);
            awaitDown("NO_PROPOSAL_CHOSEN");
            assertThat(awaitFinding(DiagnosisCode.ESP_PROPOSAL_MISMATCH).ours()).startsWith("ESP:");
            lab.tunnels().remove(lab.nodeId);
        }
    }

    @Test
    void tellsThatTheSelectorsDiffer() {
        TunnelConfig tunnel =
                Examples.with(Examples.staticTunnel(), List.of(Examples.rule("192.168.0.0/24", "10.1.0.0/24")));
        lab.peer.load(TestNetwork.configuration(
                tunnel, "Secret-1234", "", TestNetwork.child(tunnel, "net", "10.77.0.0/24", "192.168.0.0/24", "")));
        lab.apply(tunnel);
        awaitDown("TS_UNACCEPTABLE");
        assertThat(awaitFinding(DiagnosisCode.TRAFFIC_SELECTOR_MISMATCH).ours())
                .isEqualTo("192.168.0.0/24 to 10.1.0.0/24");
    }

    @Test
    void tellsThatOnlyTheFirstPortAnswers() {
        for (IkeVersion version : IkeVersion.values()) {
            TunnelConfig tunnel = Examples.withVersion(Examples.staticTunnel(), version, Phase1Mode.MAIN);
            lab.matchPeer(tunnel);
            lab.topology.block(4500);
            lab.apply(tunnel);
            assertThat(awaitFinding(DiagnosisCode.PORT_4500_BLOCKED).line()).contains("retransmit");
            lab.topology.unblock();
            lab.awaitUp();
            lab.await(report -> report.finding().isEmpty());
            lab.tunnels().remove(lab.nodeId);
        }
    }

    @Test
    void tellsWhatOurDaemonFindsOutOfAPeerThatBegins() {
        for (IkeVersion version : IkeVersion.values()) {
            TunnelConfig tunnel = Examples.withVersion(Examples.staticTunnel(), version, Phase1Mode.MAIN);
            String children = TestNetwork.child(tunnel, "net", "0.0.0.0/0", "0.0.0.0/0", "");
            lab.want(tunnel);
            lab.await(report -> report.generation() == tunnel.generation());
            lab.peer.load(TestNetwork.configuration(tunnel, "Another-1234", "", children));
            lab.peer.beginAnew(Duration.ofSeconds(2));
            awaitFinding(DiagnosisCode.PSK_MISMATCH);
            lab.peer.load(TestNetwork.configuration(
                    Examples.withPeerId(tunnel, Ipv4.parse("198.51.100.77")), Examples.key(tunnel), "", children));
            lab.peer.beginAnew(Duration.ofSeconds(2));
            awaitFinding(DiagnosisCode.IDENTITY_MISMATCH);
            lab.tunnels().remove(lab.nodeId);
        }
    }

    private Finding awaitFinding(DiagnosisCode code) {
        return lab.await(report ->
                        report.finding().filter(found -> found.code() == code).isPresent())
                .finding()
                .orElseThrow();
    }

    @Test
    void tellsThatThePeerIsSilentAndIsUpSoonAfterItReturns() {
        TunnelConfig tunnel = Examples.with(Examples.staticTunnel(), new Dpd(10, 2, DpdMessage.SEQ_HASH_NOTIFY));
        lab.peer.kill();
        lab.apply(tunnel);
        awaitDown("PEER_SILENT");
        awaitFinding(DiagnosisCode.PEER_SILENT);
        lab.peer.start();
        lab.matchPeer(tunnel);
        // The daemon repeats its request every half second; the agent's own next attempt may be 15 s away.
        lab.await(Duration.ofSeconds(10), report -> report.state() == State.UP);
    }

    @Test
    void findsADeadPeerWithinTheTimesOfTheConnection() {
        for (IkeVersion version : IkeVersion.values()) {
            up(Examples.withVersion(
                    Examples.with(Examples.staticTunnel(), new Dpd(2, 3, DpdMessage.SEQ_HASH_NOTIFY)),
                    version,
                    Phase1Mode.MAIN));
            lab.peer.kill();
            // Two seconds of silence and three without an answer, and as much again for a slow machine. By the usual
            // times of a connection it would be 45 seconds, and by those of the daemon almost three minutes.
            lab.await(Duration.ofSeconds(10), report -> report.state() == State.DOWN);
            assertThat(lab.report().reason()).as(lab.log()).startsWith("PEER_SILENT");
            lab.tunnels().remove(lab.nodeId);
            lab.peer.start();
        }
    }

    @Test
    void isDownWhenThreeIkeSasEndedSoonAfterTheyWereMade() {
        TunnelConfig tunnel = up(Examples.staticTunnel());
        for (int ended = 0; ended < 3; ended++) {
            String before = spis(list(tunnel));
            lab.peer.control("--terminate", "--ike", "c", "--timeout", "5");
            TestNetwork.await()
                    .until(() ->
                            children(list(tunnel)) == 1 && !spis(list(tunnel)).equals(before));
        }
        awaitDown("SHORT_LIVED");
        assertThat(lab.log()).contains("three IKE SAs in a row ended within 60 seconds each");
        assertThat(lab.tunnels().observe(lab.nodeId).getFirst().carried()).isNotEmpty();
        assertThat(lab.lostBothWays()).isZero();
    }

    @Test
    void negotiatesAnewAtOnceWhatADeviceDeletes() {
        for (IkeVersion version : IkeVersion.values()) {
            TunnelConfig tunnel = up(Examples.withVersion(Examples.staticTunnel(), version, Phase1Mode.MAIN));
            Peer.pause(Duration.ofSeconds(2));
            long before = attempts();
            var lost = ping(200);
            lab.peer.control("--terminate", "--child", "net", "--timeout", "5");
            TestNetwork.await().until(() -> attempts() > before && children(list(tunnel)) == 1);
            lab.awaitUp();
            assertThat(lost.join()).isLessThan(100);
            assertThat(lab.lostBothWays()).isZero();
            lab.tunnels().remove(lab.nodeId);
        }
    }

    @Test
    void replacesADaemonThatDied() {
        TunnelConfig tunnel = up(Examples.staticTunnel());
        assertThat(lab.lostBothWays()).isZero();
        long before = lab.await(report -> report.traffic().packetsIn() >= 10)
                .traffic()
                .packetsIn();
        daemon(tunnel).destroyForcibly();
        lab.await(report -> report.state() == State.DOWN);
        lab.awaitUp();
        lab.route();
        assertThat(lab.lostBothWays()).isZero();
        lab.await(report -> report.traffic().packetsIn() >= before + 10);
    }

    @Test
    void replacesADaemonThatDoesNotAnswerAndKeepsItsLog() {
        lab.replaceAgent(Duration.ofSeconds(5));
        TunnelConfig tunnel = up(Examples.staticTunnel());
        ProcessHandle stuck = daemon(tunnel);
        String before = lab.log();
        signal(stuck, "STOP");
        TestNetwork.await().until(() -> !stuck.isAlive());
        lab.awaitUp();
        assertThat(daemon(tunnel)).isNotEqualTo(stuck);
        assertThat(lab.log()).startsWith(before);
        lab.route();
        assertThat(lab.lostBothWays()).isZero();
    }

    @Test
    void leavesATunnelAsItWasWhileItsDaemonDoesNotAnswer() {
        TunnelConfig tunnel = up(Examples.staticTunnel());
        ProcessHandle stuck = daemon(tunnel);
        String before = list(tunnel);
        ObservedTunnel report = lab.report();
        for (int time = 0; time < 4; time++) {
            signal(stuck, "STOP");
            Peer.pause(Duration.ofSeconds(5));
            assertThat(lab.report().state()).isEqualTo(State.UP);
            signal(stuck, "CONT");
            Peer.pause(Duration.ofSeconds(1));
        }
        assertThat(lab.report().since()).isEqualTo(report.since());
        assertThat(daemon(tunnel)).isEqualTo(stuck);
        assertThat(spis(list(tunnel))).isEqualTo(spis(before));
        assertThat(lab.lostBothWays()).isZero();
    }

    @Test
    void isDownWhenPacketsGoOutAndNoneComesInWhileItsDaemonDoesNotAnswer() {
        TunnelConfig tunnel = up(Examples.with(Examples.staticTunnel(), new Dpd(30, 5, DpdMessage.SEQ_HASH_NOTIFY)));
        ProcessHandle stuck = daemon(tunnel);
        signal(stuck, "STOP");
        var lost = ping(1000);
        awaitDown("NO_ANSWER");
        signal(stuck, "CONT");
        lab.awaitUp();
        assertThat(lost.join()).isPositive();
        assertThat(daemon(tunnel)).isEqualTo(stuck);
    }

    @Test
    void doesNotMakeOthersWaitForADaemonThatDoesNotAnswer() {
        TunnelConfig tunnel = up(Examples.staticTunnel());
        signal(daemon(tunnel), "STOP");
        TunnelConfig changed = Examples.withPeerId(tunnel, Ipv4.parse("198.51.100.77"));
        lab.apply(changed, Examples.inSlot(2));
        ObservedTunnel meanwhile = report(tunnel);
        assertThat(meanwhile.generation()).as("%s", meanwhile).isEqualTo(tunnel.generation());
        assertThat(meanwhile.state()).as("%s", meanwhile).isEqualTo(State.UP);
        signal(daemon(tunnel), "CONT");
        lab.await(_ -> report(tunnel).generation() == changed.generation());
    }

    @Test
    void endsATunnelWhoseDaemonDoesNotAnswer() {
        TunnelConfig tunnel = up(Examples.staticTunnel());
        ProcessHandle stuck = daemon(tunnel);
        signal(stuck, "STOP");
        lab.tunnels().remove(lab.nodeId);
        TestNetwork.await().until(() -> !stuck.isAlive());
        assertThat(lab.tunnels().observe(lab.nodeId)).isEmpty();
        assertThat(host.namespaces().exists(host.names().worker(tunnel.connection())))
                .isFalse();
    }

    private void signal(ProcessHandle process, String signal) {
        host.commands().run("kill", "-" + signal, Long.toString(process.pid()));
    }

    @Test
    void makesAnewWhatWasUnplugged() {
        TunnelConfig tunnel = up(Examples.staticTunnel());
        host.namespaces()
                .batch(
                        host.names().node(lab.nodeId),
                        List.of("link del " + tunnel.slot().workerLink()));
        lab.await(report -> report.state() == State.DOWN);
        lab.awaitUp();
        lab.route();
        assertThat(lab.lostBothWays()).isZero();
    }

    @Test
    void aTunnelThatCannotBeMadeKeepsNoOtherFromAnything() throws IOException {
        TunnelConfig broken = Examples.inSlot(2);
        Path inTheWay = host.names().runtimeFolder(broken.connection());
        Files.createDirectories(inTheWay.getParent());
        Files.createFile(inTheWay);
        TunnelConfig tunnel = Examples.staticTunnel();
        lab.matchPeer(tunnel);
        lab.apply(tunnel, broken);
        lab.await(_ -> report(tunnel).state() == State.UP);
        assertThat(report(broken).state()).isEqualTo(State.DOWN);
        assertThat(report(broken).reason())
                .startsWith("NO_DAEMON: ")
                .doesNotContain(inTheWay.getParent().toString());
        assertThat(report(broken).generation()).isZero();

        lab.want(broken);
        assertThat(lab.tunnels().observe(lab.nodeId))
                .extracting(ObservedTunnel::connection)
                .containsExactly(broken.connection());
        assertThat(host.namespaces().exists(host.names().worker(tunnel.connection())))
                .isFalse();

        Files.delete(inTheWay);
        lab.await(report -> report.generation() == broken.generation());
    }

    private ObservedTunnel report(TunnelConfig tunnel) {
        return lab.tunnels().observe(lab.nodeId).stream()
                .filter(report -> report.connection().equals(tunnel.connection()))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void aFolderWhoseOwnerCannotBeReadKeepsNoTunnelFromAnything() throws IOException {
        TunnelConfig tunnel = up(Examples.staticTunnel());
        Path folder = Files.createDirectories(host.names().runtimeFolder().resolve("t-0000ffff"));
        for (String content : List.of("", "nobody\n", "a b c\n")) {
            Files.writeString(folder.resolve("owner"), content);
            lab.apply(tunnel);
            assertThat(lab.report().state()).isEqualTo(State.UP);
        }
        Files.delete(folder.resolve("owner"));
        Files.delete(folder);
    }

    @Test
    void clearsUpWhatAnAgentLeftThatWasKilledHalfWay() {
        TunnelConfig tunnel = Examples.staticTunnel();
        WorkerFolder folder = lab.folder(tunnel);
        List<Runnable> steps = stepsOfMaking(tunnel, folder);
        for (int done = 1; done <= steps.size(); done++) {
            steps.subList(0, done).forEach(Runnable::run);
            lab.replaceAgent();
            lab.tunnels().remove(lab.nodeId);
            assertThat(host.namespaces().exists(host.names().worker(tunnel.connection())))
                    .isFalse();
            assertThat(folder.path()).doesNotExist();
            assertThat(host.namespaces().view(lab.node).links()).doesNotContainKeys("u1", "tun1");
            assertThat(host.namespaces().view(lab.node).rules()).noneMatch(rule -> rule.preference() == 10);

            steps.subList(0, done).forEach(Runnable::run);
            lab.replaceAgent();
            up(tunnel);
            lab.tunnels().remove(lab.nodeId);
        }
    }

    private List<Runnable> stepsOfMaking(TunnelConfig tunnel, WorkerFolder folder) {
        var trace = new Daemons.Trace(lab.nodeId, tunnel.connection(), tunnel.slot());
        var worker = host.names().worker(tunnel.connection());
        return List.of(
                () -> folder.begin(trace),
                () -> host.namespaces().create(worker),
                () -> host.namespaces()
                        .batch(lab.node, List.of("link add u1 type veth peer name wan0 netns " + worker)),
                () -> host.namespaces().batch(lab.node, List.of("rule add pref 10 fwmark 1 lookup 1001")),
                () -> host.namespaces().batch(lab.node, List.of("tuntap add dev tun1 mode tun")));
    }
}
