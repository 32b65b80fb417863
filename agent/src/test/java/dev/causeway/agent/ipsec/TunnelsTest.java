package dev.causeway.agent.ipsec;

import static org.assertj.core.api.Assertions.assertThat;

import dev.causeway.agent.ipsec.ObservedTunnel.State;
import dev.causeway.agent.process.Processes;
import dev.causeway.model.IkeVersion;
import dev.causeway.model.Ipv4;
import dev.causeway.model.Phase1Mode;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class TunnelsTest extends InLab {

    @Test
    void carriesPacketsBothWaysAndLeavesNothingBehind() {
        TunnelConfig tunnel = up(Examples.staticTunnel());
        assertThat(lab.lostBothWays()).isZero();
        assertThat(lab.log()).contains("established");
        lab.tunnels().remove(lab.nodeId);
        assertThat(lab.peer.control("--list-sas")).isEmpty();
        assertThat(host.names().runtimeFolder()).doesNotExist();
        assertThat(lab.folder(tunnel).logs()).doesNotExist();
        assertThat(host.namespaces().list()).doesNotContain(host.names().worker(tunnel.connection()));
        assertThat(host.namespaces().view(lab.node).links()).doesNotContainKeys("u1", "tun1");
    }

    @Test
    void speaksTheFirstVersionOfIkeInBothModes() {
        for (Phase1Mode mode : Phase1Mode.values()) {
            TunnelConfig tunnel = Examples.withVersion(Examples.staticTunnel(), IkeVersion.V1, mode);
            lab.matchPeer(tunnel, mode == Phase1Mode.AGGRESSIVE ? "aggressive = yes" : "", "");
            lab.apply(tunnel);
            lab.awaitUp();
            assertThat(lab.lostBothWays()).isZero();
            lab.tunnels().remove(lab.nodeId);
        }
    }

    @Test
    void answersAPeerThatInitiates() {
        TunnelConfig tunnel = Examples.staticTunnel();
        lab.apply(tunnel);
        // Then the agent waits for some seconds before the next one, and the peer is first.
        lab.await(_ -> attempts() >= 3);
        lab.matchPeer(tunnel);
        lab.peer.control("--initiate", "--child", "net", "--timeout", "20");
        lab.awaitUp();
        assertThat(lab.lostBothWays()).isZero();
    }

    @Test
    void asksAPeerForNothingBeforeItsAnswersGetThrough() {
        TunnelConfig tunnel = Examples.staticTunnel();
        lab.matchPeer(tunnel);
        lab.want(tunnel);
        Peer.pause(Duration.ofSeconds(5));
        assertThat(attempts()).isZero();
        lab.letAnswer(tunnel);
        lab.awaitUp();
        assertThat(attempts()).isEqualTo(1);
    }

    @Test
    void doesNotRefuseAPeerWhileADaemonIsNew() throws Exception {
        TunnelConfig tunnel = Examples.staticTunnel();
        lab.matchPeer(tunnel);
        var done = new AtomicBoolean();
        Thread impatient = Thread.ofVirtual().start(() -> {
            while (!done.get()) {
                lab.peer.beginAnew(Duration.ofMillis(30));
            }
        });
        StringBuilder logs = new StringBuilder();
        // The peer hits the moment at which a daemon has just begun to listen in some rounds only.
        for (int round = 0;
                round < 10 || (round < 200 && !logs.toString().contains("is initiating an IKE_SA"));
                round++) {
            lab.apply(tunnel);
            logs.append(lab.log());
            lab.tunnels().remove(lab.nodeId);
        }
        done.set(true);
        impatient.join();
        assertThat(logs).contains("is initiating an IKE_SA").doesNotContain("NO_PROPOSAL_CHOSEN");
    }

    @Test
    void keepsOneAssociationWhenBothEndsInitiateAtOnce() throws Exception {
        TunnelConfig tunnel = up(Examples.staticTunnel());
        lab.terminate(tunnel);
        Thread initiator =
                Thread.ofVirtual().start(() -> lab.peer.control("--initiate", "--child", "net", "--timeout", "3"));
        lab.awaitUp();
        initiator.join();
        TestNetwork.await().untilAsserted(() -> {
            for (String end : List.of(list(tunnel), lab.peer.control("--list-sas"))) {
                assertThat(associations(end)).as(end).isEqualTo(1);
                assertThat(children(end)).as(end).isEqualTo(1);
            }
        });
        lab.route();
        assertThat(lab.lostBothWays()).isZero();
    }

    @Test
    void carriesTheRulesOfAPolicyAndNothingElse() {
        TunnelConfig tunnel = Examples.with(
                Examples.staticTunnel(),
                List.of(
                        Examples.rule("192.168.0.0/25", "10.1.0.0/24"),
                        Examples.rule("192.168.0.0/25", "10.1.5.0/24"),
                        Examples.rule("192.168.0.128/25", "10.1.0.0/24")));
        String children = TestNetwork.child(tunnel, "one", "10.1.0.0/24", "192.168.0.0/25", "")
                + TestNetwork.child(tunnel, "two", "10.1.5.0/24", "192.168.0.0/25", "")
                + TestNetwork.child(tunnel, "three", "10.1.0.0/24", "192.168.0.128/25", "");
        for (IkeVersion version : IkeVersion.values()) {
            TunnelConfig versioned = Examples.withVersion(tunnel, version, Phase1Mode.MAIN);
            lab.peer.load(TestNetwork.configuration(versioned, "Secret-1234", "", children));
            lab.apply(versioned);
            lab.awaitUp();
            TestNetwork.await().untilAsserted(() -> {
                assertThat(list(versioned)).contains("10.1.0.0/24", "10.1.5.0/24", "192.168.0.128/25");
                // The last message of IKEv1's quick mode may still be on its way to the peer.
                assertThat(children(lab.peer.control("--list-sas"))).isEqualTo(3);
            });
            assertThat(lab.lost(lab.vpc, "10.1.0.1", 3, 0.02)).isZero();
            assertThat(lab.lost(lab.vpc, "10.1.5.1", 3, 0.02)).isZero();
            assertThat(lab.lost(lab.vpc, "10.1.9.1", 2, 0.02)).isEqualTo(2);
        }
    }

    @Test
    void isAdoptedByTheNextAgentWithoutAnyRekeying() {
        TunnelConfig tunnel = up(Examples.staticTunnel());
        long process = daemon(tunnel).pid();
        CompletableFuture<Integer> lost = ping(100);
        lab.restartAgent(tunnel);
        assertThat(lab.report().state()).isEqualTo(State.UP);
        assertThat(lost.join()).isZero();
        assertThat(daemon(tunnel).pid()).isEqualTo(process);
        assertThat(associations(lab.peer.control("--list-sas"))).isEqualTo(1);
        assertThat(lab.peer.log()).doesNotContain("CREATE_CHILD_SA").doesNotContain("DELETE");
    }

    /// The second daemon is as an agent leaves it that dies before it has seen to that.
    @Test
    void doesNotStandBackOnceItCarriesTraffic() {
        TunnelConfig tunnel = up(Examples.staticTunnel());
        assertThat(standsBack(tunnel)).containsOnly("0");
        Processes.threads(daemon(tunnel)).forEach(thread -> host.commands().run("renice", "-n", "7", "-p", thread));
        assertThat(standsBack(tunnel)).containsOnly("7");
        lab.restartAgent(tunnel);
        assertThat(standsBack(tunnel)).containsOnly("0");
    }

    /// The niceness of each thread of a tunnel's daemon.
    private Set<String> standsBack(TunnelConfig tunnel) {
        String all = host.commands()
                .run("ps", "-L", "-o", "ni=", "-p", Long.toString(daemon(tunnel).pid()));
        return all.lines().map(String::strip).collect(Collectors.toSet());
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
        TunnelConfig tunnel = Examples.staticTunnel();
        for (String secret : secrets) {
            up(Examples.withPsk(tunnel, secret));
            lab.tunnels().remove(lab.nodeId);
        }
    }

    @Test
    void servesAPeerBehindAddressTranslation() {
        Ipv4 inside = Ipv4.parse("172.16.0.2");
        lab.hidePeer(inside);
        TunnelConfig tunnel = Examples.withPeerId(Examples.staticTunnel(), inside);
        lab.matchPeer(tunnel);
        lab.apply(tunnel);
        lab.peer.control("--initiate", "--child", "net", "--timeout", "20");
        lab.awaitUp();
        assertThat(lab.lostBothWays()).isZero();
    }

    @Test
    void startsTwentyTunnelsAtOnceAndRemovesThemAll() {
        TunnelConfig[] tunnels = new TunnelConfig[20];
        for (int i = 0; i < tunnels.length; i++) {
            tunnels[i] = Examples.inSlot(i + 1);
        }
        lab.want(tunnels);
        assertThat(lab.tunnels().observe(lab.nodeId)).hasSize(20).allMatch(report -> report.generation() > 0);
        lab.tunnels().remove(lab.nodeId);
        assertThat(lab.tunnels().observe(lab.nodeId)).isEmpty();
        assertThat(host.namespaces().list())
                .noneMatch(name -> name.name().startsWith(host.names().prefix() + "t-"));
        assertThat(host.names().runtimeFolder()).doesNotExist();
    }
}
