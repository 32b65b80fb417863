package dev.causeway.agent.ipsec;

import static org.assertj.core.api.Assertions.assertThat;

import dev.causeway.agent.ipsec.IkeSa.ChildSa;
import dev.causeway.agent.ipsec.ObservedTunnel.Traffic;
import dev.causeway.agent.ipsec.Upkeep.Action;
import dev.causeway.agent.ipsec.vici.Section;
import dev.causeway.model.Dpd;
import dev.causeway.model.DpdMessage;
import dev.causeway.model.Encryption;
import dev.causeway.model.Ipv4;
import dev.causeway.model.Prefix;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class UpkeepTest {

    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
    private static final TunnelConfig TUNNEL = Examples.staticTunnel();
    private static final ConnectionConfig WANTED = config(TUNNEL);
    private static final Selectors EVERYTHING = Selectors.parse(List.of("0.0.0.0/0"), List.of("0.0.0.0/0"));
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
        ChildSa first = child(1, wide(policy, 0), 0, "192.168.0.0/25", "10.1.0.0/24");
        assertThat(actions(policy, ike(1, policy.name(), "ESTABLISHED", 0, first)))
                .containsExactly(new Action.Initiate(wide(policy, 1)), new Action.Initiate(wide(policy, 2)));
    }

    @Test
    void opensPairByPairWhatAWideChildDidNotGet() {
        for (TunnelConfig tunnel : List.of(Examples.threeDestinations(), Examples.threeSubnets())) {
            ConnectionConfig config = config(tunnel);
            ChildSa narrowed = child(1, wide(config, 0), 0, "192.168.0.0/24", "10.1.5.0/24");
            assertThat(actions(config, ike(1, config.name(), "ESTABLISHED", 0, narrowed)))
                    .containsExactly(new Action.Initiate(single(config, 0)), new Action.Initiate(single(config, 2)));
        }
    }

    @Test
    void opensPairByPairWhenTheWideChildWasRefused() {
        ConnectionConfig config = config(Examples.threeSubnets());
        IkeSa bare = ike(1, config.name(), "ESTABLISHED", 0);
        assertThat(actions(config, bare)).containsExactly(new Action.Initiate(wide(config, 0)));
        attempts.started(wide(config, 0), NOW);
        assertThat(actions(config, bare))
                .containsExactly(
                        new Action.Initiate(single(config, 0)),
                        new Action.Initiate(single(config, 1)),
                        new Action.Initiate(single(config, 2)));
    }

    /// Some devices end the whole IKE SA when they refuse a child SA.
    @Test
    void beginsWithAPairEverySecondTimeOnceTheWideChildWasRefused() {
        ConnectionConfig config = config(Examples.threeSubnets());
        attempts.started(wide(config, 0), NOW);
        attempts.started(Upkeep.IKE, NOW);
        Instant later = NOW.plusSeconds(60);
        assertThat(new Upkeep(config, List.of(), 3).actions(attempts, later))
                .containsExactly(new Action.Initiate(single(config, 0)));
        attempts.started(Upkeep.IKE, NOW);
        assertThat(new Upkeep(config, List.of(), 3).actions(attempts, later))
                .containsExactly(new Action.Initiate(wide(config, 0)));
    }

    @Test
    void isNotContentWithLessThanEverythingWhereNobodyKnowsWhatWillBeLedIn() {
        ConnectionConfig config = config(Examples.bgpTunnel());
        assertThat(config.children()).hasSize(1);
        IkeSa narrowed =
                ike(1, config.name(), "ESTABLISHED", 0, child(1, wide(config, 0), 0, "192.168.0.0/24", "10.1.0.0/24"));
        assertThat(actions(config, narrowed)).containsExactly(new Action.Initiate(wide(config, 0)));
        attempts.started(wide(config, 0), NOW);
        assertThat(actions(config, narrowed)).isEmpty();
        IkeSa whole = ike(1, config.name(), "ESTABLISHED", 0, child(1, wide(config, 0), 0, "0.0.0.0/0", "0.0.0.0/0"));
        assertThat(actions(config, whole)).isEmpty();
    }

    @Test
    void opensAgainTheOnePairThatADeviceDeleted() {
        ConnectionConfig config = config(Examples.threeSubnets());
        IkeSa sa = ike(
                1,
                config.name(),
                "ESTABLISHED",
                90,
                child(1, wide(config, 0), 90, "192.168.0.0/24", "10.1.0.0/24"),
                child(3, single(config, 2), 90, "192.168.0.0/24", "10.1.9.0/24"));
        assertThat(actions(config, sa)).containsExactly(new Action.Initiate(single(config, 1)));
    }

    @Test
    void doesNotOpenWhatADeviceHasOpenedItself() {
        ConnectionConfig config = config(Examples.threeSubnets());
        IkeSa sa = ike(
                1,
                config.name(),
                "ESTABLISHED",
                90,
                child(1, wide(config, 0), 90, "192.168.0.0/24", "10.1.0.0/23"),
                child(2, wide(config, 0), 90, "192.168.0.0/25", "10.1.5.0/24", "10.1.9.0/24"),
                child(3, wide(config, 0), 90, "192.168.0.128/25", "10.1.5.0/24", "10.1.8.0..10.1.9.255"));
        assertThat(actions(config, sa)).isEmpty();
    }

    @Test
    void doesNotCountAChildThatLeavesOutProtocols() {
        ConnectionConfig config = config(Examples.threeSubnets());
        ChildSa narrowed = child(1, wide(config, 0), 0, "192.168.0.0/24", "10.1.0.0/24[tcp]", "10.1.5.0/24");
        assertThat(actions(config, ike(1, config.name(), "ESTABLISHED", 0, narrowed)))
                .containsExactly(new Action.Initiate(single(config, 0)), new Action.Initiate(single(config, 2)));
    }

    @Test
    void doesNotAskAgainAtOnceForAPairOfWhichADeviceGrantsAPart() {
        ConnectionConfig config = config(Examples.staticTunnel());
        ChildSa part = child(1, single(config, 0), 60, "192.168.0.0/24", "10.1.0.0/25");
        assertThat(actions(config, ike(1, config.name(), "ESTABLISHED", 90, part)))
                .doesNotContain(new Action.Initiate(single(config, 0)));
    }

    @Test
    void opensAFewAtATimeAndNoMoreThanAConnectionMayHave() {
        List<Prefix> peers = IntStream.range(0, 251)
                .mapToObj(i -> Prefix.parse("10.7." + i + ".0/24"))
                .toList();
        ConnectionConfig config = config(Examples.withPeerSubnets(TUNNEL, peers));
        assertThat(config.pairs()).hasSize(251);
        ChildSa one = child(1, wide(config, 0), 0, "192.168.0.0/24", "10.7.0.0/24");
        assertThat(actions(config, ike(1, config.name(), "ESTABLISHED", 0, one)))
                .hasSize(10);
        ChildSa[] most = IntStream.range(0, 250)
                .mapToObj(i -> child(i, single(config, i), 0, "192.168.0.0/24", "10.7." + i + ".0/24"))
                .toArray(ChildSa[]::new);
        assertThat(actions(config, ike(1, config.name(), "ESTABLISHED", 0, Arrays.copyOf(most, 248))))
                .containsExactly(new Action.Initiate(single(config, 248)), new Action.Initiate(single(config, 249)));
        assertThat(actions(config, ike(1, config.name(), "ESTABLISHED", 0, most)))
                .isEmpty();
    }

    @Test
    void opensWhatAWideChildLeftOutWhereverItStands() {
        List<Prefix> peers = IntStream.range(0, 260)
                .mapToObj(i -> Prefix.parse("10.%d.%d.0/24".formatted(7 + i / 200, i % 200)))
                .toList();
        ConnectionConfig config = config(Examples.withPeerSubnets(TUNNEL, peers));
        ChildSa hundred = child(1, wide(config, 0), 0, "192.168.0.0/24", "10.7.0.0..10.7.99.255");
        assertThat(actions(config, ike(1, config.name(), "ESTABLISHED", 0, hundred)))
                .hasSize(10)
                .startsWith(new Action.Initiate(single(config, 100)));
        ChildSa[] all = Stream.concat(
                        Stream.of(hundred),
                        IntStream.range(100, 250)
                                .mapToObj(i -> child(
                                        i,
                                        single(config, i),
                                        0,
                                        "192.168.0.0/24",
                                        peers.get(i).toString())))
                .toArray(ChildSa[]::new);
        assertThat(actions(config, ike(1, config.name(), "ESTABLISHED", 0, all)))
                .containsExactlyElementsOf(IntStream.range(250, 260)
                        .mapToObj(i -> new Action.Initiate(single(config, i)))
                        .toList());
    }

    /// The daemon closes the connection on a longer message.
    @Test
    void tellsTheDaemonNoMoreThanItTakes() {
        List<Prefix> peers = IntStream.range(0, 2500)
                .mapToObj(i -> Prefix.parse("203.%d.%d.0/24".formatted(100 + i / 200, i % 200)))
                .toList();
        ConnectionConfig config = config(Examples.withPeerSubnets(TUNNEL, peers));
        assertThat(config.pairs()).hasSize(2500);
        assertThat(config.children()).hasSize(1 + ConnectionConfig.MOST_NAMED);
        assertThat(Section.EMPTY.with(config.name(), config.settings()).encoded())
                .hasSizeLessThan(500 << 10);
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
        ChildSa due = new ChildSa(1, CHILD, "INSTALLED", EVERYTHING, 3000, new Traffic(7, 0, 0, 0), Optional.of(8L));
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
    void endsAndBeginsAnewWhatIsReset() {
        ConnectionConfig reset = config(Examples.reset(TUNNEL));
        assertThat(actions(reset, ike(1, WANTED.name(), "ESTABLISHED", 90)))
                .containsExactly(
                        new Action.EndIke(1),
                        new Action.Initiate(reset.children().getFirst().name()));
    }

    @Test
    void endsOnlyTheChildrenOfRulesThatAreGone() {
        ConnectionConfig policy = config(Examples.policyTunnel());
        ChildSa[] children = {
            child(1, wide(policy, 0), 9, "192.168.0.0/25", "10.1.0.0/24"),
            child(2, wide(policy, 1), 9, "192.168.0.128/25", "10.1.0.0/25"),
            child(3, wide(policy, 2), 9, "192.168.0.0/24", "10.1.5.0/24", "10.1.9.0/24"),
            child(4, "net-000000-000000", 9, "192.168.0.0/24", "10.66.0.0/24")
        };
        assertThat(actions(policy, ike(1, policy.name(), "ESTABLISHED", 9, children)))
                .containsExactly(new Action.EndChild(4));
    }

    @Test
    void keepsTheChildOfARuleThatChangedUntilAnotherCarriesTheSame() {
        ConnectionConfig policy = config(Examples.threeDestinations());
        ChildSa old = child(1, "net-000000-000000", 9, "192.168.0.0/24", "10.1.0.0/24", "10.1.5.0/24");
        assertThat(actions(policy, ike(1, policy.name(), "ESTABLISHED", 9, old)))
                .containsExactly(new Action.Initiate(wide(policy, 0)));
        ChildSa fresh = child(2, wide(policy, 0), 0, "192.168.0.0/24", "10.1.0.0/24", "10.1.5.0/24", "10.1.9.0/24");
        assertThat(actions(policy, ike(1, policy.name(), "ESTABLISHED", 9, old, fresh)))
                .containsExactly(new Action.EndChild(1));
    }

    private List<Action> actions(ConnectionConfig wanted, IkeSa... found) {
        return new Upkeep(wanted, List.of(found), 3).actions(attempts, NOW);
    }

    private static ConnectionConfig config(TunnelConfig tunnel) {
        return Examples.config(tunnel);
    }

    private static IkeSa ike(long id, String name, String state, long age, ChildSa... children) {
        return new IkeSa(id, name, state, age, id, Optional.of(3000L), false, List.of(children));
    }

    /// A child SA for everything.
    private static ChildSa child(long id, String name, long age) {
        return new ChildSa(id, name, "INSTALLED", EVERYTHING, age, new Traffic(0, 0, 0, 0), Optional.of(3000L));
    }

    private static ChildSa child(long id, String name, long age, String local, String... remote) {
        Selectors selectors = Selectors.parse(List.of(local), List.of(remote));
        return new ChildSa(id, name, "INSTALLED", selectors, age, new Traffic(0, 0, 0, 0), Optional.of(3000L));
    }

    private static String wide(ConnectionConfig config, int rule) {
        return config.rules().get(rule).wide().name();
    }

    private static String single(ConnectionConfig config, int pair) {
        return config.rules().getFirst().singles().get(pair).name();
    }
}
