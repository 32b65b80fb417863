package dev.causeway.agent.openvpn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.causeway.model.Ipv4;
import dev.causeway.model.PasswordHash;
import dev.causeway.model.Prefix;
import dev.causeway.model.ServerId;
import dev.causeway.model.SessionId;
import dev.causeway.model.UserGroupId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/// What somebody may not any more ends at once; what is somebody else's does not.
class TakenAwayTest extends InVpnLab {

    private void admit(AccessConfig.User... users) {
        lab.openVpn().access(lab.access(10, users));
    }

    @Test
    void aUserWhoIsDeletedIsOutOfTheFilterAtOnceAndOthersLoseNothing() {
        serve(alice, bob);
        VpnClient first = lab.connected("alice");
        VpnClient second = lab.connected("bob");
        await("bob");
        admit(bob);
        assertThat(lab.filter.groups()).containsOnlyKeys(Ipv4.parse("10.250.0.9"));
        first.awaitEnd();
        VpnLab.await().until(() -> lab.sessions().size() == 1);
        assertThat(lab.lost(second, 5)).isZero();
        assertThat(lab.log().getLast()).contains("\"user_name\":\"alice\"").contains("\"by\":\"user deleted\"");
    }

    @Test
    void aClientThatStandsStillIsOutOfTheFilterToo() {
        serve(alice);
        VpnClient client = lab.connected("alice");
        await("alice");
        signal("-STOP", client.process());
        admit();
        assertThat(lab.filter.groups()).isEmpty();
        VpnLab.await().until(() -> lab.sessions().isEmpty());
        signal("-CONT", client.process());
    }

    @Test
    void whatTheFilterFailedToTakeOutIsTakenOutTheNextTime() {
        serve(alice);
        VpnClient client = lab.connected("alice");
        await("alice");
        lab.filter.fail(2);
        assertThatThrownBy(this::admit).hasMessageContaining("not now");
        assertThat(lab.filter.groups()).hasSize(1);
        admit();
        assertThat(lab.filter.groups()).isEmpty();
        client.awaitEnd();
    }

    private void signal(String which, ProcessHandle process) {
        host.commands().run("kill", which, Long.toString(process.pid()));
    }

    @Test
    void aNewPasswordEndsWhatTheOldOneOpened() {
        serve(alice);
        VpnClient client = lab.connected("alice");
        await("alice");
        admit(new AccessConfig.User(alice.id(), "alice", new PasswordHash("new"), 2, Optional.empty(), alice.group()));
        client.awaitEnd();
        VpnClient again = lab.user("alice", "new");
        again.start();
        again.awaitUp();
    }

    @Test
    void whoIsMovedToAnotherGroupStaysConnected() {
        UserGroupId other = UserGroupId.random();
        serve(alice);
        VpnClient client = lab.connected("alice");
        await("alice");
        SessionId before = lab.sessions().getFirst().session();
        var moved = new AccessConfig.User(alice.id(), "alice", alice.password(), 1, Optional.empty(), other);
        Prefix server = Prefix.parse("192.168.0.10/32");
        lab.openVpn()
                .access(new AccessConfig(
                        lab.serverId,
                        lab.nodeId,
                        true,
                        10,
                        new AccessConfig.Admission.OfUsers(
                                List.of(moved), Map.of(other, List.of(server, Prefix.EVERYTHING))),
                        Set.of()));
        assertThat(lab.filter.groups()).containsValue(other.toString()).hasSize(1);
        assertThat(lab.filter.reach()).isEqualTo(Map.of(other.toString(), List.of(VpnExamples.LOCAL)));
        assertThat(lab.lost(client, 5)).isZero();
        assertThat(lab.sessions().getFirst().session()).isEqualTo(before);
    }

    @Test
    void aConnectionThatIsToEndEndsAloneAndAClosedGatewayLetsNobodyIn() {
        serve(alice, bob);
        VpnClient first = lab.connected("alice");
        VpnClient second = lab.connected("bob");
        await("bob");
        await("alice");
        SessionId ended = lab.sessions().stream()
                .filter(session -> session.name().equals("alice"))
                .findFirst()
                .orElseThrow()
                .session();
        AccessConfig open = lab.access(10, alice, bob);
        lab.openVpn().access(new AccessConfig(lab.serverId, lab.nodeId, true, 10, open.admission(), Set.of(ended)));
        first.awaitEnd();
        assertThat(lab.lost(second, 5)).isZero();
        first.start();
        first.awaitUps(2);
        lab.openVpn().access(new AccessConfig(lab.serverId, lab.nodeId, false, 10, open.admission(), Set.of()));
        assertThat(lab.filter.groups()).isEmpty();
        first.awaitEnd();
        second.awaitEnd();
        second.start();
        second.awaitEnd();
        assertThat(second.log()).contains("AUTH_FAILED,the gateway lets nobody in at present");
    }

    @Test
    void whoIsConnectedToAServerThatGoesIsToldToStayAway() {
        serve(alice);
        VpnClient client = lab.connected("alice");
        await("alice");
        lab.openVpn().apply(lab.nodeId, Optional.empty());
        client.awaitEnd();
        assertThat(lab.folder().running()).isEmpty();
    }

    /// A daemon that stands still takes some seconds to end, and so may one on a host with much to do.
    @Test
    void ofAServerThatGoesTheFilterIsClosedBeforeTheDaemonEnds() {
        serve(alice);
        lab.connected("alice");
        await("alice");
        ProcessHandle daemon = lab.daemon();
        signal("-STOP", daemon);
        var alive = new CompletableFuture<Boolean>();
        lab.filter.beforeWithdrawal(() -> alive.complete(daemon.isAlive()));
        lab.openVpn().apply(lab.nodeId, Optional.empty());
        assertThat(alive).isCompletedWithValue(true);
        assertThat(lab.filter.groups()).isEmpty();
        assertThat(daemon.isAlive() && lab.folder().running().isPresent()).isFalse();
    }

    @Test
    void aServerGoesThoughTheFilterFails() {
        serve(alice);
        lab.connected("alice");
        await("alice");
        ProcessHandle daemon = lab.daemon();
        lab.filter.beforeWithdrawal(() -> {
            throw new IllegalStateException("not now");
        });
        assertThatThrownBy(() -> lab.openVpn().apply(lab.nodeId, Optional.empty()))
                .hasMessageContaining("not now");
        assertThat(daemon.isAlive() && lab.folder().running().isPresent()).isFalse();
        lab.filter.beforeWithdrawal(() -> {});
        lab.openVpn().apply(lab.nodeId, Optional.empty());
        assertThat(lab.filter.groups()).isEmpty();
    }

    @Test
    void otherNetworksMakeClientsComeBackWithoutTyping() {
        serve(alice);
        VpnClient client = lab.connected("alice");
        await("alice");
        long daemon = lab.daemon().pid();
        lab.apply(VpnExamples.reaching(server(), VpnExamples.LOCAL, Prefix.parse("192.168.7.0/24")));
        client.awaitUps(2);
        assertThat(lab.inside(client.namespace(), "ip", "route")).contains("192.168.7.0/24");
        assertThat(lab.daemon().pid()).isEqualTo(daemon);
        assertThat(client.process().isAlive()).isTrue();
    }

    @Test
    void anAddressOfOnesOwnIsTakenOver() {
        serve(alice, bob);
        VpnClient first = lab.connected("alice");
        VpnClient second = lab.connected("bob");
        await("bob");
        admit(VpnExamples.at(alice, "10.250.0.9"), bob);
        first.awaitUps(2);
        second.awaitUps(2);
        VpnLab.await()
                .until(() -> lab.sessions().stream()
                        .anyMatch(session -> session.name().equals("alice")
                                && session.address().equals(Ipv4.parse("10.250.0.9"))));
        assertThat(lab.sessions().stream().filter(session -> session.name().equals("bob")))
                .noneMatch(session -> session.address().equals(Ipv4.parse("10.250.0.9")));
    }

    @Test
    void whatIsSaidOfAServerThatIsGoneConcernsNobody() {
        serve(alice);
        VpnClient client = lab.connected("alice");
        await("alice");
        lab.openVpn().access(AccessConfig.closed(ServerId.random(), lab.nodeId));
        assertThat(lab.lost(client, 5)).isZero();
        lab.connected("alice");
    }

    @Test
    void anotherNetworkForClientsReplacesTheDaemonAndTheLinkStays() {
        serve(alice);
        VpnClient client = lab.connected("alice");
        await("alice");
        lab.inside(lab.node, "ip", "route", "add", "172.16.0.0/16", "dev", "p2c0");
        String link = lab.inside(lab.node, "ip", "-o", "link", "show", "p2c0").split(":", 2)[0];
        lab.apply(VpnExamples.serving(server(), Prefix.parse("10.99.0.0/24")));
        client.awaitUps(2);
        assertThat(lab.lost(client, 5)).isZero();
        assertThat(lab.inside(lab.node, "ip", "-o", "link", "show", "p2c0")).startsWith(link + ":");
        assertThat(lab.inside(lab.node, "ip", "-4", "-o", "address", "show", "p2c0"))
                .contains("10.99.0.1 peer 10.99.0.2/32")
                .doesNotContain("10.250");
        assertThat(lab.inside(lab.node, "ip", "route")).contains("172.16.0.0/16 dev p2c0");
    }

    @Test
    void anotherStartReplacesTheDaemonAndClientsComeBackWithoutTyping() throws Exception {
        serve(alice);
        VpnClient client = lab.connected("alice");
        await("alice");
        lab.apply(server());
        ProcessHandle daemon = lab.daemon();
        lab.apply(VpnExamples.started(server(), 2));
        daemon.onExit().get(10, TimeUnit.SECONDS);
        client.awaitUps(2);
        assertThat(lab.inside(lab.node, "ip", "route")).contains("10.250.0.0/24 dev p2c0");
        assertThat(lab.log()).anyMatch(line -> line.contains("\"by\":\"daemon replaced\""));
        assertThat(lab.openVpn().server(lab.nodeId).orElseThrow().running())
                .isEqualTo(lab.openVpn().offered());
    }
}
