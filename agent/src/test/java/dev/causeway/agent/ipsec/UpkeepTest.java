package dev.causeway.agent.ipsec;

import static org.assertj.core.api.Assertions.assertThat;

import dev.causeway.agent.ipsec.IkeSa.ChildSa;
import dev.causeway.agent.ipsec.Upkeep.Action;
import dev.causeway.model.Dpd;
import dev.causeway.model.DpdMessage;
import dev.causeway.model.Encryption;
import dev.causeway.model.Ipv4;
import dev.causeway.model.document.Tunnel;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

class UpkeepTest {

    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
    private static final Tunnel TUNNEL = Examples.staticTunnel();
    private static final ConnectionConfig WANTED = config(TUNNEL);
    private static final String CHILD = WANTED.children().getFirst().name();

    private final Attempts attempts = new Attempts(new Random(1));

    @Test
    void initiatesWhatIsMissingOnceAndThenWaits() {
        assertThat(actions(WANTED)).containsExactly(new Action.Initiate(CHILD));
        attempts.started(Upkeep.IKE, NOW);
        assertThat(actions(WANTED)).isEmpty();
        assertThat(new Upkeep(WANTED, List.of(), 3).actions(attempts, NOW.plusSeconds(2)))
                .containsExactly(new Action.Initiate(CHILD));
    }

    @Test
    void leavesAnAttemptThatIsUnderWayAlone() {
        assertThat(actions(WANTED, ike(1, WANTED.name(), "CONNECTING", 0))).isEmpty();
    }

    @Test
    void makesTheIkeSaWithOneChildAndThenTheOthers() {
        ConnectionConfig policy = config(Examples.policyTunnel());
        assertThat(actions(policy)).hasSize(1);
        String first = policy.children().getFirst().name();
        assertThat(actions(policy, ike(1, policy.name(), "ESTABLISHED", 0, child(1, first, 0))))
                .hasSize(2)
                .doesNotContain(new Action.Initiate(first));
    }

    @Test
    void isContentWithWhatIsWanted() {
        assertThat(actions(WANTED, ike(1, WANTED.name(), "ESTABLISHED", 9, child(1, CHILD, 9))))
                .isEmpty();
    }

    @Test
    void keepsTheNewestOfTwo() {
        IkeSa one = ike(1, WANTED.name(), "ESTABLISHED", 4, child(1, CHILD, 4));
        IkeSa two = ike(2, WANTED.name(), "ESTABLISHED", 4, child(2, CHILD, 4));
        assertThat(actions(WANTED, one, two)).containsExactly(new Action.EndIke(1), new Action.Prove(2));
        assertThat(actions(WANTED, two, one)).containsExactly(new Action.EndIke(1), new Action.Prove(2));
    }

    @Test
    void givesTheDaemonTimeToReplaceAnIkeSa() {
        IkeSa old = ike(1, WANTED.name(), "ESTABLISHED", 500);
        IkeSa fresh = ike(2, WANTED.name(), "ESTABLISHED", 1, child(2, CHILD, 1));
        assertThat(actions(WANTED, old, fresh)).isEmpty();
        assertThat(actions(WANTED, ike(1, WANTED.name(), "REKEYED", 500), fresh))
                .isEmpty();
    }

    @Test
    void endsTheOlderOfTwoChildrenThatCarryTheSamePackets() {
        assertThat(actions(WANTED, ike(1, WANTED.name(), "ESTABLISHED", 60, child(1, CHILD, 50), child(2, CHILD, 40))))
                .containsExactly(new Action.EndChild(1));
    }

    @Test
    void leavesWhatIsUpAloneWhenAlgorithmsChange() {
        ConnectionConfig changed = config(Examples.with(TUNNEL, Encryption.AES_256));
        assertThat(changed.name()).isNotEqualTo(WANTED.name());
        assertThat(changed.who()).isEqualTo(WANTED.who());
        IkeSa old = ike(1, WANTED.name(), "ESTABLISHED", 100, child(1, CHILD, 100));
        assertThat(actions(changed, old)).isEmpty();
    }

    @Test
    void bringsNewAlgorithmsIntoForceInsteadOfTheRekeying() {
        ConnectionConfig changed = config(Examples.with(TUNNEL, Encryption.AES_256));
        String changedChild = changed.children().getFirst().name();
        ChildSa due = new ChildSa(1, CHILD, "INSTALLED", "", 3000, 7, Optional.of(8L));
        IkeSa old = ike(1, WANTED.name(), "ESTABLISHED", 100, due);
        assertThat(actions(changed, old)).containsExactly(new Action.Initiate(changedChild));
        IkeSa fresh = ike(2, changed.name(), "ESTABLISHED", 0, child(2, changedChild, 0));
        assertThat(actions(changed, old, fresh)).containsExactly(new Action.EndIke(1));
    }

    @Test
    void replacesTheIkeSaAtOnceWhenDeadPeerDetectionChanges() {
        ConnectionConfig changed = config(Examples.with(TUNNEL, new Dpd(60, 5, DpdMessage.SEQ_HASH_NOTIFY)));
        IkeSa old = ike(1, WANTED.name(), "ESTABLISHED", 100, child(1, CHILD, 100));
        assertThat(actions(changed, old)).containsExactly(new Action.Initiate(CHILD));
        IkeSa fresh = ike(2, changed.name(), "ESTABLISHED", 0, child(2, CHILD, 0));
        assertThat(actions(changed, old, fresh)).containsExactly(new Action.EndIke(1));
    }

    @Test
    void endsWhatLeadsToAnotherPeer() {
        ConnectionConfig changed = config(Examples.withPeer(TUNNEL, Ipv4.parse("198.51.100.99")));
        IkeSa old = ike(1, WANTED.name(), "ESTABLISHED", 100, child(1, CHILD, 100));
        assertThat(actions(changed, old))
                .containsExactly(
                        new Action.EndIke(1),
                        new Action.Initiate(changed.children().getFirst().name()));
    }

    @Test
    void endsOnlyTheChildrenOfRulesThatAreGone() {
        ConnectionConfig policy = config(Examples.policyTunnel());
        ChildSa[] children = {
            child(1, policy.children().get(0).name(), 9),
            child(2, policy.children().get(1).name(), 9),
            child(3, policy.children().get(2).name(), 9),
            child(4, "net-000000-000000", 9)
        };
        assertThat(actions(policy, ike(1, policy.name(), "ESTABLISHED", 9, children)))
                .containsExactly(new Action.EndChild(4));
    }

    private List<Action> actions(ConnectionConfig wanted, IkeSa... found) {
        return new Upkeep(wanted, List.of(found), 3).actions(attempts, NOW);
    }

    private static ConnectionConfig config(Tunnel tunnel) {
        return ConnectionConfig.of(Examples.EIP, tunnel);
    }

    private static IkeSa ike(long id, String name, String state, long age, ChildSa... children) {
        return new IkeSa(id, name, state, age, id, Optional.of(3000L), false, List.of(children));
    }

    private static ChildSa child(long id, String name, long age) {
        return new ChildSa(id, name, "INSTALLED", "a b", age, 0, Optional.of(3000L));
    }
}
