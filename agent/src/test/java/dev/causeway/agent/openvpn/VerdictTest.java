package dev.causeway.agent.openvpn;

import static org.assertj.core.api.Assertions.assertThat;

import dev.causeway.agent.openvpn.AccessConfig.Admission;
import dev.causeway.agent.openvpn.AccessConfig.Revoked;
import dev.causeway.agent.openvpn.AccessConfig.User;
import dev.causeway.agent.openvpn.Newcomer.Shown;
import dev.causeway.agent.openvpn.management.ClientEnvironment;
import dev.causeway.agent.openvpn.management.ClientEvent;
import dev.causeway.model.Ipv4;
import dev.causeway.model.NodeId;
import dev.causeway.model.PasswordHash;
import dev.causeway.model.ServerId;
import dev.causeway.model.SessionId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// Who comes in, and who has to go.
class VerdictTest {

    private static final ServerId SERVER = ServerId.random();
    private static final NodeId NODE = NodeId.random();
    private static final ServerConfig CONFIG = VpnExamples.server(SERVER, ServerConfig.Showing.PASSWORD);

    private final User alice = VpnExamples.user("alice");
    private final User bob = VpnExamples.user("bob");
    private final ClientAddresses addresses = new ClientAddresses(VpnExamples.CLIENTS);
    private final List<ClientSession> present = new ArrayList<>();

    private ClientSession in(User user, String address) {
        var session = new ClientSession(
                SessionId.random(),
                present.size(),
                "1-1",
                Optional.of(user.id()),
                user.name(),
                user.passwordVersion(),
                List.of(),
                Ipv4.parse("198.51.100.2"),
                1000,
                Ipv4.parse(address),
                DaemonText.pushed(CONFIG),
                Instant.EPOCH,
                "");
        present.add(session);
        return session;
    }

    private static AccessConfig access(int most, User... users) {
        return VpnExamples.access(SERVER, NODE, most, users);
    }

    private Verdict of(AccessConfig access, User user, Long... leaving) {
        return Verdict.ofUser(access, user, present, Set.of(leaving), addresses);
    }

    private static Verdict refused(LoginRefusal why) {
        return new Verdict.Refuse(why);
    }

    @Test
    void aUserHasFiveConnectionsWithinTheGatewaysLimit() {
        for (int i = 0; i < 5; i++) {
            Verdict verdict = of(access(6, alice, bob), alice);
            assertThat(verdict).isInstanceOf(Verdict.Admit.class);
            in(alice, ((Verdict.Admit) verdict).address().toString());
        }
        assertThat(of(access(6, alice, bob), alice)).isEqualTo(refused(LoginRefusal.SESSIONS_OF_USER));
        assertThat(of(access(6, alice, bob), bob)).isInstanceOf(Verdict.Admit.class);
        assertThat(of(access(5, alice, bob), bob)).isEqualTo(refused(LoginRefusal.FULL));
        // Whoever is on the way out has left room, but not the address.
        assertThat(of(access(5, alice, bob), bob, 0L)).isInstanceOf(Verdict.Admit.class);
        assertThat(((Verdict.Admit) of(access(5, alice, bob), bob, 0L)).address())
                .isEqualTo(Ipv4.parse("10.250.0.25"));
    }

    @Test
    void aNewerConnectionToAnAddressOfOnesOwnReplacesTheOlder() {
        User fixed = VpnExamples.at(alice, "10.250.0.9");
        ClientSession older = in(fixed, "10.250.0.9");
        assertThat(of(access(1, fixed), fixed))
                .isEqualTo(new Verdict.Admit(Optional.of(fixed), Ipv4.parse("10.250.0.9"), List.of(older)));
    }

    @Test
    void anAddressOfOnesOwnIsNotGivenOutWhileSomebodyElseIsStillThere() {
        User fixed = VpnExamples.at(bob, "10.250.0.5");
        ClientSession others = in(alice, "10.250.0.5");
        assertThat(of(access(9, alice, fixed), fixed, others.client())).isEqualTo(refused(LoginRefusal.NO_ADDRESS));
        present.remove(others);
        ClientSession own = in(fixed, "10.250.0.5");
        assertThat(of(access(9, alice, fixed), fixed, own.client()))
                .isEqualTo(new Verdict.Admit(Optional.of(fixed), own.address(), List.of()));
        assertThat(LoginRefusal.NO_ADDRESS.toClient(true)).startsWith("TEMP");
    }

    @Test
    void addressesOfUsersAreKeptBackWhetherTheyAreConnectedOrNot() {
        User fixed = VpnExamples.at(bob, "10.250.0.5");
        assertThat(((Verdict.Admit) of(access(9, alice, fixed), alice)).address())
                .isEqualTo(Ipv4.parse("10.250.0.9"));
    }

    @Test
    void whatChangedWhileAPasswordWasComparedCounts() {
        assertThat(of(access(9, bob), alice)).isEqualTo(refused(LoginRefusal.CREDENTIALS));
        assertThat(of(access(9, again(alice)), alice)).isEqualTo(refused(LoginRefusal.CREDENTIALS));
        AccessConfig open = access(9, alice);
        var closed = new AccessConfig(SERVER, NODE, false, 9, open.admission(), Set.of());
        assertThat(of(closed, alice)).isEqualTo(refused(LoginRefusal.CLOSED));
    }

    /// The same user with another password.
    private static User again(User user) {
        return new User(
                user.id(),
                user.name(),
                new PasswordHash("other"),
                user.passwordVersion() + 1,
                user.address(),
                user.group());
    }

    private static Admission.OfHolders holders(Revoked... revoked) {
        return new Admission.OfHolders(
                List.of(VpnExamples.authority("one"), VpnExamples.authority("two", "root")), Set.of(revoked));
    }

    private static List<Shown> chain(String... digestsAndSerials) {
        List<Shown> chain = new ArrayList<>();
        for (int i = 0; i < digestsAndSerials.length; i += 2) {
            chain.add(new Shown(digestsAndSerials[i], digestsAndSerials[i + 1]));
        }
        return chain;
    }

    @Test
    void onlyChainsWithTheVeryAuthorityCount() {
        String one = VpnExamples.digest("one");
        String two = VpnExamples.digest("two");
        String three = VpnExamples.digest("three");
        String root = VpnExamples.digest("root");
        assertThat(Verdict.refusal(holders(), chain("aa", "31", one, "1"))).isEmpty();
        assertThat(Verdict.refusal(holders(), chain("bb", "32", two, "21", root, "1")))
                .isEmpty();
        assertThat(Verdict.refusal(holders(), chain("cc", "33", three, "22", root, "1")))
                .contains(LoginRefusal.CERTIFICATE);
        assertThat(Verdict.refusal(holders(), chain(one, "1"))).contains(LoginRefusal.CERTIFICATE);
        assertThat(Verdict.refusal(holders(), List.of())).contains(LoginRefusal.CERTIFICATE);
        assertThat(Verdict.refusal(holders(new Revoked(one, "31")), chain("aa", "31", one, "1")))
                .contains(LoginRefusal.REVOKED);
        assertThat(Verdict.refusal(holders(new Revoked(root, "21")), chain("bb", "32", two, "21", root, "1")))
                .contains(LoginRefusal.REVOKED);
        assertThat(Verdict.refusal(holders(new Revoked(two, "31")), chain("aa", "31", one, "1")))
                .isEmpty();
    }

    /// The daemon goes on telling of what it was shown at greater depths before.
    @Test
    void whatStandsBeyondTheRootIsNotOfTheChain() {
        String one = VpnExamples.digest("one");
        String two = VpnExamples.digest("two");
        String root = VpnExamples.digest("root");
        assertThat(Verdict.refusal(holders(new Revoked(root, "1")), chain("aa", "31", one, "1", root, "1")))
                .isEmpty();
        assertThat(Verdict.refusal(holders(new Revoked("dd", "1")), chain("bb", "32", two, "21", root, "1", "dd", "2")))
                .isEmpty();
        assertThat(Verdict.refusal(holders(new Revoked("dd", "21")), chain("bb", "32", two, "21", "dd", "1")))
                .as("of the authority's own issuers")
                .contains(LoginRefusal.REVOKED);
    }

    @Test
    void connectionsEndForWhatWasTakenAway() {
        ClientSession session = in(alice, "10.250.0.5");
        AccessConfig open = access(9, alice);
        assertThat(Departure.of(session, open, CONFIG)).isEmpty();
        assertThat(Departure.of(session, access(0, alice), CONFIG)).isEmpty();
        assertThat(Departure.of(session, access(9, bob), CONFIG)).contains(Departure.USER_GONE);
        assertThat(Departure.of(session, access(9, again(alice)), CONFIG)).contains(Departure.PASSWORD);
        var ended = new AccessConfig(SERVER, NODE, true, 9, open.admission(), Set.of(session.id()));
        assertThat(Departure.of(session, ended, CONFIG)).contains(Departure.DISCONNECTED);
        assertThat(Departure.of(session, AccessConfig.closed(SERVER, NODE), CONFIG))
                .contains(Departure.CLOSED);
        assertThat(Departure.of(session, access(9, VpnExamples.at(alice, "10.250.0.9")), CONFIG))
                .contains(Departure.ADDRESS);
        assertThat(Departure.of(session, access(9, VpnExamples.at(alice, "10.250.0.5")), CONFIG))
                .isEmpty();
        assertThat(Departure.of(session, access(9, alice, VpnExamples.at(bob, "10.250.0.5")), CONFIG))
                .contains(Departure.ADDRESS);
        assertThat(Departure.of(
                        session, open, VpnExamples.reaching(CONFIG, dev.causeway.model.Prefix.parse("10.9.0.0/16"))))
                .contains(Departure.SETTINGS);
        assertThat(Departure.of(session, open, VpnExamples.started(CONFIG, 1))).isEmpty();
    }

    @Test
    void onlyWhoSaysSoIsToldToComeBackLater() {
        assertThat(newcomer(Map.of("IV_PROTO", "990")).waits()).isTrue();
        assertThat(newcomer(Map.of("IV_PROTO", "30")).waits()).isFalse();
        assertThat(newcomer(Map.of("IV_PROTO", "many")).waits()).isFalse();
        assertThat(newcomer(Map.of()).waits()).isFalse();
        assertThat(LoginRefusal.FULL.toClient(true)).startsWith("TEMP[backoff 30]:");
        assertThat(LoginRefusal.FULL.toClient(false)).doesNotContain("TEMP");
        assertThat(LoginRefusal.CREDENTIALS.toClient(true)).doesNotContain("TEMP");
    }

    private static Newcomer newcomer(Map<String, String> more) {
        Map<String, String> all = new HashMap<>(more);
        all.putAll(Map.of("username", "alice", "untrusted_ip", "198.51.100.2", "untrusted_port", "1234"));
        return Newcomer.of(new ClientEvent.Connect(1, 1, new ClientEnvironment(all)))
                .orElseThrow();
    }
}
