package dev.causeway.agent.openvpn;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/// How many come in, and who guesses.
class LoginLimitsTest extends InVpnLab {

    private void refused(VpnClient client, String text) {
        client.start();
        VpnLab.await().until(() -> client.log().contains("AUTH_FAILED,"));
        assertThat(client.log()).contains("AUTH_FAILED," + text);
    }

    @Test
    void aFullGatewayTellsThoseWhoUnderstandToComeBackLater() {
        lab.serve(server(), lab.access(1, alice, bob));
        lab.connected("alice");
        VpnClient second = lab.user("bob", "pw-bob");
        refused(second, "TEMP[backoff 30]:the gateway has no room for another connection");
        assertThat(second.process().isAlive()).isTrue();
        assertThat(lab.log().getLast())
                .contains("\"event\":\"refused\"")
                .contains("\"cause\":\"the gateway has no room for another connection\"");
    }

    @Test
    void fiveOfAUserComeInAndTheSixthDoesNot() {
        serve(alice);
        for (int i = 0; i < 5; i++) {
            lab.connected("alice");
        }
        VpnClient sixth = lab.user("alice", "pw-alice");
        refused(sixth, "the user has as many connections as one may have");
        sixth.awaitEnd();
    }

    @Test
    void aNewerConnectionToAnAddressOfOnesOwnReplacesTheOlder() {
        serve(VpnExamples.at(alice, "10.250.0.41"));
        VpnClient older = lab.connected("alice");
        VpnClient newer = lab.connected("alice");
        older.awaitEnd();
        VpnLab.await().until(() -> lab.sessions().size() == 1);
        assertThat(lab.lost(newer, 5)).isZero();
        assertThat(lab.filter.groups()).hasSize(1);
        assertThat(lab.log()).anyMatch(line -> line.contains("\"by\":\"newer connection of the user\""));
    }

    @Test
    void whoGuessesIsRefusedWithoutAComparison() {
        var comparisons = new AtomicInteger();
        lab.compare((hash, password) -> {
            comparisons.incrementAndGet();
            return hash.filter(known -> known.text().equals(password)).isPresent();
        });
        serve(alice);
        VpnClient client = lab.user("alice", "guess");
        for (int i = 0; i < 5; i++) {
            client.start();
            client.awaitEnd();
        }
        assertThat(comparisons).hasValue(5);
        client.start();
        client.awaitEnd();
        assertThat(client.log()).contains("AUTH_FAILED,too many failed logins; try again in a minute");
        assertThat(comparisons).hasValue(5);
        lab.connected("alice");
    }

    /// So neither the text nor the time tells who is a user.
    @Test
    void whoIsNoUserIsComparedAsWell() {
        var comparisons = new AtomicInteger();
        lab.compare((hash, password) -> {
            comparisons.incrementAndGet();
            return false;
        });
        serve(alice);
        refused(lab.user("alice", "guess"), "wrong user name or password");
        refused(lab.user("nobody", "guess"), "wrong user name or password");
        assertThat(comparisons).hasValue(2);
    }

    /// The host hears of a user a moment after the API has answered.
    @Test
    void whoWasMadeAMomentAgoComesIn() {
        lab.compare((hash, password) -> {
            lab.openVpn().access(lab.access(10, alice, bob));
            return hash.filter(known -> known.text().equals(password)).isPresent();
        });
        serve(alice);
        lab.connected("bob");
    }

    @Test
    void aComparisonThatTakesLongCostsOthersNoPacket() {
        serve(alice, bob);
        VpnClient client = lab.connected("alice");
        var goOn = new CountDownLatch(1);
        lab.compare((hash, password) -> {
            try {
                goOn.await();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
            return true;
        });
        VpnClient slow = lab.user("bob", "pw-bob");
        slow.start();
        VpnLab.await().until(() -> slow.log().contains("Peer Connection Initiated"));
        assertThat(lab.lost(client, 100)).isZero();
        assertThat(slow.isUp()).isFalse();
        lab.openVpn().access(lab.access(10, bob));
        client.awaitEnd();
        goOn.countDown();
        slow.awaitUp();
    }

    @Test
    void everyCharacterOfAPasswordCounts() {
        String password = "p w,\"'\\=$x`~!@#%^&*()-_+[]{}|;:<>./?";
        serve(new AccessConfig.User(
                alice.id(), "alice", new dev.causeway.model.PasswordHash(password), 1, alice.address(), alice.group()));
        VpnClient client = lab.user("alice", password);
        client.start();
        client.awaitUp();
    }
}
