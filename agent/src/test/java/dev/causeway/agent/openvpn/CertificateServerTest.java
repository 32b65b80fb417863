package dev.causeway.agent.openvpn;

import static org.assertj.core.api.Assertions.assertThat;

import dev.causeway.agent.openvpn.AccessConfig.Admission;
import dev.causeway.agent.openvpn.AccessConfig.Authority;
import dev.causeway.agent.openvpn.AccessConfig.Revoked;
import dev.causeway.model.SessionId;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// A real daemon and stock clients that show certificates.
class CertificateServerTest extends InVpnLab {

    private static final Authority ONE = VpnExamples.authority("one");
    private static final Authority TWIN = VpnExamples.authority("twin");
    private static final Authority TWO = VpnExamples.authority("two", "root");

    private AccessConfig access(List<Authority> authorities, Revoked... revoked) {
        return new AccessConfig(
                lab.serverId, lab.nodeId, true, 10, new Admission.OfHolders(authorities, Set.of(revoked)), Set.of());
    }

    private void serve(AccessConfig access) {
        lab.serve(lab.server(ServerConfig.Showing.CERTIFICATE), access);
    }

    private VpnClient started(String... certificates) {
        String[] all = new String[certificates.length + 1];
        all[0] = "certificate";
        System.arraycopy(certificates, 0, all, 1, certificates.length);
        VpnClient client = lab.client(all);
        client.start();
        return client;
    }

    @Test
    void whoHasACertificateOfAPresentAuthorityComesInAndReachesAll() {
        serve(access(List.of(ONE, TWO)));
        VpnClient alice = started("alice");
        alice.awaitUp();
        VpnClient bob = started("bob", "two");
        bob.awaitUp();
        assertThat(lab.lost(alice, 5) + lab.lost(bob, 5)).isZero();
        await("alice");
        await("bob");
        assertThat(lab.sessions()).allMatch(session -> session.user().isEmpty());
        assertThat(lab.filter.reach()).isEqualTo(Map.of("0", List.of(VpnExamples.LOCAL)));
        assertThat(lab.filter.groups().values()).containsExactly("0", "0");
    }

    @Test
    void aSiblingOfAnAuthorityIsRefusedThoughTlsLetsItThrough() {
        serve(access(List.of(TWO)));
        VpnClient carol = started("carol", "three");
        carol.awaitEnd();
        assertThat(carol.log()).contains("AUTH_FAILED,the certificate is not accepted");
        assertThat(lab.log().getLast())
                .contains("\"event\":\"refused\",\"user_name\":\"carol\"")
                .contains("\"cause\":\"the certificate is not accepted\"");
    }

    @Test
    void aStrangersFailureStandsInTheLog() {
        serve(access(List.of(ONE)));
        started("mallory");
        VpnLab.await().until(() -> !lab.log().isEmpty());
        assertThat(lab.log().getFirst())
                .startsWith("{\"event\":\"tls_failure\",\"client_ip\":\"198.51.100.2\"")
                .contains("VERIFY ERROR");
        assertThat(lab.sessions()).isEmpty();
    }

    @Test
    void anAuthorityIsAddedWithoutAnotherDaemonAndTakenOutAtOnce() {
        serve(access(List.of()));
        long daemon = lab.daemon().pid();
        VpnClient alice = started("alice");
        VpnLab.await().until(() -> !lab.log().isEmpty());
        lab.openVpn().access(access(List.of(ONE, TWO)));
        alice.awaitUp();
        VpnClient bob = started("bob", "two");
        bob.awaitUp();
        await("alice");
        await("bob");
        lab.openVpn().access(access(List.of(TWO)));
        assertThat(lab.filter.groups()).hasSize(1);
        alice.awaitEnd();
        alice.start();
        alice.awaitEnd();
        assertThat(alice.log()).contains("AUTH_FAILED,the certificate is not accepted");
        assertThat(bob.ups()).isEqualTo(1);
        assertThat(lab.daemon().pid()).isEqualTo(daemon);
    }

    /// OpenSSL looks for the authorities of a name once, and keeps what it has found.
    @Test
    void anAuthorityWithTheNameOfAnotherIsAddedAsLongAsNobodyHasShownThatName() {
        serve(access(List.of(ONE)));
        lab.openVpn().access(access(List.of(ONE, TWIN)));
        started("dave").awaitUp();
        started("alice").awaitUp();
    }

    @Test
    void anAuthorityWithTheNameOfOneThatWasShownCountsFromTheNextDaemonOn() {
        serve(access(List.of(ONE)));
        started("alice").awaitUp();
        lab.openVpn().access(access(List.of(ONE, TWIN)));
        VpnClient dave = started("dave");
        VpnLab.await()
                .until(() -> lab.log().stream()
                        .anyMatch(line -> line.contains("tls_failure") && line.contains("VERIFY ERROR")));
        assertThat(dave.isUp()).isFalse();
        lab.apply(VpnExamples.started(lab.server(ServerConfig.Showing.CERTIFICATE), 2));
        dave.awaitUp();
    }

    @Test
    void whatIsRevokedEndsAndStaysOutAndTheAgentKnowsChainsAgain() {
        serve(access(List.of(ONE, TWO)));
        VpnClient alice = started("alice");
        VpnClient bob = started("bob", "two");
        alice.awaitUp();
        bob.awaitUp();
        await("alice");
        await("bob");
        SessionId before = session("bob");
        lab.replaceAgent();
        serve(access(List.of(ONE, TWO), new Revoked(VpnExamples.digest("one"), "31")));
        alice.awaitEnd();
        assertThat(lab.filter.groups()).hasSize(1);
        assertThat(session("bob")).isEqualTo(before);
        alice.start();
        alice.awaitEnd();
        assertThat(alice.log()).contains("AUTH_FAILED,the certificate is revoked");
    }

    private SessionId session(String name) {
        await(name);
        return lab.sessions().stream()
                .filter(session -> session.name().equals(name))
                .findFirst()
                .orElseThrow()
                .session();
    }
}
