package dev.causeway.agent.openvpn;

import static org.assertj.core.api.Assertions.assertThat;

import dev.causeway.model.Ipv4;
import dev.causeway.model.PrivateKeyPem;
import dev.causeway.model.SessionId;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// The agent goes and comes back, and so do the daemon and its clients.
class AgentReturnsTest extends InVpnLab {

    private SessionId session(String name) {
        await(name);
        return lab.sessions().stream()
                .filter(session -> session.name().equals(name))
                .findFirst()
                .orElseThrow()
                .session();
    }

    @Test
    void connectionsOutliveTheAgentAndWhoWasDeletedMeanwhileIsOut() {
        AccessConfig.User carol = VpnExamples.user("carol");
        serve(alice, bob, carol);
        VpnClient first = lab.connected("alice");
        VpnClient second = lab.connected("bob");
        SessionId before = session("alice");
        session("bob");
        long daemon = lab.daemon().pid();
        lab.replaceAgent();
        VpnClient late = lab.user("carol", "pw-carol");
        late.start();
        VpnLab.await().until(() -> late.log().contains("Peer Connection Initiated"));
        assertThat(lab.lost(first, 5)).isZero();
        lab.openVpn().access(lab.access(10, alice, carol));
        lab.apply(server());
        assertThat(lab.filter.groups()).doesNotContainKey(Ipv4.parse("10.250.0.9"));
        second.awaitEnd();
        late.awaitUp();
        assertThat(session("alice")).isEqualTo(before);
        assertThat(lab.daemon().pid()).isEqualTo(daemon);
        assertThat(lab.lost(first, 5)).isZero();
        assertThat(first.ups()).isEqualTo(1);
    }

    @Test
    void whoWentMeanwhileIsToldOfAndStrangersAreSentAway() {
        serve(alice, bob);
        VpnClient first = lab.connected("alice");
        VpnClient second = lab.connected("bob");
        session("alice");
        session("bob");
        lab.replaceAgent();
        first.stop();
        VpnLab.await()
                .until(() ->
                        lab.inside(lab.node, "ss", "-tn").lines().noneMatch(line -> line.contains("198.51.100.2:")));
        // Of bob nothing is known any more.
        lab.folder().sessions().stream()
                .filter(session -> session.name().equals("bob"))
                .forEach(lab.folder()::forget);
        lab.filter.admit(lab.nodeId, Map.of(Ipv4.parse("10.250.0.77"), "0"));
        lab.serve(server(), lab.access(10, alice, bob));
        second.awaitUps(2);
        session("bob");
        assertThat(lab.filter.groups()).hasSize(1).doesNotContainKey(Ipv4.parse("10.250.0.77"));
        assertThat(lab.log())
                .anyMatch(line -> line.contains("\"event\":\"disconnect\",\"user_name\":\"alice\"")
                        && line.contains("\"by\":\"client, while nobody looked\""));
    }

    @Test
    void nobodyIsLetInBeforeItIsKnownWhoMay() {
        lab.openVpn().apply(lab.nodeId, Optional.of(server()));
        VpnLab.await()
                .until(() -> lab.folder().running().isPresent()
                        && lab.openVpn()
                                .server(lab.nodeId)
                                .orElseThrow()
                                .reason()
                                .contains("who may connect"));
        assertThat(lab.inside(lab.node, "ss", "-ltn")).doesNotContain(":443");
        lab.serve(server(), lab.access(10, alice));
        lab.connected("alice");
    }

    @Test
    void aDaemonThatIsKilledIsReplacedAndClientsComeBackWithoutTyping() {
        serve(alice);
        VpnClient client = lab.connected("alice");
        session("alice");
        lab.daemon().destroyForcibly();
        client.awaitUps(2);
        session("alice");
        assertThat(lab.filter.groups()).hasSize(1);
        assertThat(lab.log()).anyMatch(line -> line.contains("\"by\":\"daemon"));
    }

    @Test
    void aFrozenDaemonHoldsUpNothing() {
        serve(alice);
        VpnClient client = lab.connected("alice");
        session("alice");
        String daemon = Long.toString(lab.daemon().pid());
        host.commands().run("kill", "-STOP", daemon);
        VpnLab.await()
                .until(() ->
                        lab.openVpn().server(lab.nodeId).orElseThrow().reason().equals("the daemon does not answer"));
        lab.openVpn().access(lab.access(10, bob));
        assertThat(lab.filter.groups()).isEmpty();
        host.commands().run("kill", "-CONT", daemon);
        client.awaitEnd();
        VpnLab.await()
                .until(() -> lab.openVpn().server(lab.nodeId).orElseThrow().state() == ObservedServer.State.LISTENING);
        assertThat(lab.daemon().pid()).isEqualTo(Long.parseLong(daemon));
    }

    @Test
    void whatANewNegotiationAsksIsAnsweredFromTheRecord() {
        lab.compare((hash, password) -> hash.isPresent());
        serve(alice);
        VpnClient client = lab.client("user", "alice", "pw-alice", "reneg-sec 4");
        client.start();
        client.awaitUp();
        session("alice");
        lab.compare((hash, password) -> false);
        // The daemon looks for the answer only when something passes.
        while (client.log().split("TLS: soft reset", -1).length < 4) {
            assertThat(lab.lost(client, 50)).isLessThan(5);
        }
        assertThat(client.ups()).as(client.log() + lab.daemonLog()).isEqualTo(1);
    }

    @Test
    void aServerThatCannotBeSaysWhyUntilItCan() {
        ServerConfig right = server();
        var wrong = new ServerConfig(
                right.server(),
                right.generation(),
                right.clientCidr(),
                right.localSubnets(),
                right.dnsServers(),
                right.port(),
                right.cipher(),
                right.chain(),
                new PrivateKeyPem(VpnExamples.pem("alice.key")),
                right.showing(),
                right.start());
        lab.openVpn().access(lab.access(10, alice));
        lab.openVpn().apply(lab.nodeId, Optional.of(wrong));
        VpnLab.await().untilAsserted(() -> {
            ObservedServer seen = lab.openVpn().server(lab.nodeId).orElseThrow();
            assertThat(seen.state()).isEqualTo(ObservedServer.State.FAILED);
            assertThat(seen.reason()).containsIgnoringCase("private key");
        });
        lab.apply(right);
        lab.connected("alice");
    }

    @Test
    void whatTheFilterDoesNotTakeIsTriedAgain() {
        serve(alice);
        lab.filter.fail(3);
        VpnClient client = lab.user("alice", "pw-alice");
        client.start();
        client.awaitUp();
        VpnLab.await().until(() -> !lab.filter.fails() && lab.filter.groups().size() == 1);
        assertThat(client.ups()).isEqualTo(1);
        lab.filter.fail(2);
        client.stop();
        VpnLab.await().until(() -> !lab.filter.fails() && lab.filter.groups().isEmpty());
        VpnLab.await().until(() -> lab.sessions().isEmpty());
        assertThat(lab.log().getLast()).contains("\"event\":\"disconnect\"");
    }

    @Test
    void aServerThatIsNotWantedLeavesNothingButItsLog() {
        serve(alice);
        VpnClient client = lab.connected("alice");
        session("alice");
        ProcessHandle daemon = lab.daemon();
        lab.openVpn().apply(lab.nodeId, Optional.empty());
        assertThat(daemon.isAlive() && lab.folder().running().isPresent()).isFalse();
        assertThat(lab.openVpn().server(lab.nodeId)).isEmpty();
        assertThat(lab.inside(lab.node, "ip", "-o", "link")).doesNotContain("p2c0");
        assertThat(lab.filter.groups()).isEmpty();
        assertThat(lab.log().getLast()).contains("\"by\":\"gateway closed\"");
        assertThat(client.ups()).isEqualTo(1);
    }
}
