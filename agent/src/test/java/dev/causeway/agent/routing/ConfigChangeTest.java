package dev.causeway.agent.routing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.causeway.agent.host.Slot;
import dev.causeway.agent.routing.SpeakerConfig.Neighbour;
import dev.causeway.agent.routing.SpeakerConfig.Sibling;
import dev.causeway.model.ConnectionId;
import dev.causeway.model.Ipv4;
import dev.causeway.model.NodeId;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ConfigChangeTest {

    private static final Ipv4 PEER = Ipv4.parse("169.254.70.2");
    private static final ConnectionId CONNECTION = ConnectionId.random();

    private static Neighbour neighbour(long asn, boolean hub, long resets, String... accepted) {
        return new Neighbour(
                CONNECTION,
                new Slot(7),
                Ipv4.parse("169.254.70.1"),
                PEER,
                asn,
                SpeakerLab.prefixes(accepted),
                hub,
                resets);
    }

    private static final Neighbour USUAL = neighbour(65001, false, 0, "10.1.0.0/16");

    private static SpeakerConfig config(String announced, Neighbour... neighbours) {
        return SpeakerLab.config(SpeakerLab.prefixes(announced), neighbours);
    }

    private static List<ConfigLine> lines(SpeakerConfig config) {
        return SpeakerText.of(config, SpeakerLab.TIMERS, Set.of());
    }

    private static ConfigChange between(SpeakerConfig one, SpeakerConfig other) {
        return ConfigChange.between(lines(one), lines(other), false);
    }

    private static List<String> commands(ConfigChange change) {
        return change.steps().stream().map(ConfigChange.Step::command).toList();
    }

    private static List<String> commands(SpeakerConfig one, SpeakerConfig other) {
        return commands(between(one, other));
    }

    @Test
    void sameSaysNothing() {
        assertThat(commands(config("192.168.0.0/24", USUAL), config("192.168.0.0/24", USUAL)))
                .isEmpty();
    }

    @Test
    void whatIsNewComesBeforeWhatIsOldGoes() {
        assertThat(commands(config("192.168.0.0/24", USUAL), config("192.168.1.0/24", USUAL)))
                .containsExactly(
                        "ip prefix-list LOCAL permit 192.168.1.0/24",
                        "network 192.168.1.0/24",
                        "no network 192.168.0.0/24",
                        "no ip prefix-list LOCAL permit 192.168.0.0/24");
    }

    @Test
    void otherPeerSubnetsChangeOneListAndHaveWhatIsLearnedLookedAtAgain() {
        ConfigChange change = between(
                config("192.168.0.0/24", USUAL),
                config("192.168.0.0/24", neighbour(65001, false, 0, "10.2.0.0/16", "10.9.9.9/32")));
        assertThat(commands(change))
                .containsExactly(
                        "ip prefix-list IN7 permit 10.2.0.0/16 le 32",
                        "ip prefix-list IN7 permit 10.9.9.9/32",
                        "no ip prefix-list IN7 permit 10.1.0.0/16 le 32");
        assertThat(change.touchesAnyOf("IN7")).isTrue();
        assertThat(change.touchesAnyOf("IN")).isFalse();
        assertThat(change.touchesAnyOf("REFUSED")).isFalse();
        assertThat(change.keeps(SpeakerText.id(PEER))).isTrue();
        assertThat(change.touches(SpeakerText.descriptionId(PEER))).isFalse();
    }

    @Test
    void aNeighbourGoesWithAllThatBelongsToIt() {
        assertThat(commands(config("192.168.0.0/24", USUAL), config("192.168.0.0/24")))
                .containsExactly(
                        "no neighbor 169.254.70.2",
                        "no route-map IN7 permit 10",
                        "no route-map IN7 deny 6",
                        "no route-map IN7 deny 5",
                        "no ip prefix-list IN7 permit 10.1.0.0/16 le 32");
    }

    @Test
    void anotherNumberMakesTheNeighbourAnew() {
        ConfigChange change = between(
                config("192.168.0.0/24", USUAL), config("192.168.0.0/24", neighbour(65002, false, 0, "10.1.0.0/16")));
        assertThat(commands(change))
                .startsWith(
                        "no neighbor 169.254.70.2",
                        "neighbor 169.254.70.2 remote-as 65002",
                        "neighbor 169.254.70.2 description r0")
                .contains("neighbor 169.254.70.2 route-map IN7 in")
                .doesNotContain("router bgp 64512");
        assertThat(change.keeps(SpeakerText.id(PEER))).isFalse();
    }

    @Test
    void hubIsSwitchedByLinesAlone() {
        Neighbour hub = neighbour(65001, true, 0, "10.1.0.0/16");
        assertThat(commands(config("192.168.0.0/24", USUAL), config("192.168.0.0/24", hub)))
                .containsExactly(
                        "set community 65000:77",
                        "route-map HUBOUT7 permit 10",
                        "match ip address prefix-list LOCAL",
                        "set metric 0",
                        "route-map HUBOUT7 deny 15",
                        "match ip next-hop address 169.254.70.2",
                        "route-map HUBOUT7 permit 20",
                        "match community HUB",
                        "set metric 0",
                        "set comm-list HUB delete",
                        "neighbor 169.254.70.2 route-map HUBOUT7 out",
                        "neighbor 169.254.70.2 as-override");
        assertThat(commands(config("192.168.0.0/24", hub), config("192.168.0.0/24", USUAL)))
                .containsExactly(
                        "set community none",
                        "neighbor 169.254.70.2 route-map OUT out",
                        "no neighbor 169.254.70.2 as-override",
                        "no route-map HUBOUT7 permit 20",
                        "no route-map HUBOUT7 deny 15",
                        "no route-map HUBOUT7 permit 10");
    }

    @Test
    void aResetIsSeen() {
        ConfigChange change = between(
                config("192.168.0.0/24", USUAL), config("192.168.0.0/24", neighbour(65001, false, 1, "10.1.0.0/16")));
        assertThat(commands(change)).containsExactly("neighbor 169.254.70.2 description r1");
        assertThat(change.touches(SpeakerText.descriptionId(PEER))).isTrue();
    }

    @Test
    void rankAndDrainChangeWhatIsPreferred() {
        SpeakerConfig usual = config("192.168.0.0/24", USUAL);
        SpeakerConfig standby = with(usual, 1, false);
        assertThat(commands(usual, standby)).containsExactly("set metric 100", "set local-preference 100");
        assertThat(commands(standby, with(usual, 1, true)))
                .startsWith("set metric 1000", "set as-path prepend 64512 64512", "set community 65535:0 additive")
                .endsWith("set local-preference 0");
        assertThat(commands(with(usual, 1, true), standby))
                .contains("no set as-path prepend", "no set community 65535:0 additive");
    }

    private static SpeakerConfig with(SpeakerConfig config, int rank, boolean drained) {
        return new SpeakerConfig(
                config.asn(),
                config.routerId(),
                rank,
                config.announced(),
                config.refused(),
                config.neighbours(),
                Optional.empty(),
                drained);
    }

    @Test
    void theSiblingIsWatchedUnlessNobodyCanAnswerThere() {
        SpeakerConfig usual = config("192.168.0.0/24", USUAL);
        var sibling = new Sibling(NodeId.random(), Ipv4.parse("100.64.0.1"), Ipv4.parse("100.64.0.2"));
        SpeakerConfig joined = new SpeakerConfig(
                usual.asn(),
                usual.routerId(),
                0,
                usual.announced(),
                usual.refused(),
                usual.neighbours(),
                Optional.of(sibling));
        assertThat(commands(usual, joined))
                .containsExactly(
                        "route-map SIBLING deny 5",
                        "match ip address prefix-list LOCAL",
                        "route-map SIBLING permit 10",
                        "neighbor 100.64.0.2 remote-as 64512",
                        "neighbor 100.64.0.2 update-source 100.64.0.1",
                        "neighbor 100.64.0.2 timers connect 5",
                        "neighbor 100.64.0.2 route-map SIBLING out",
                        "neighbor 100.64.0.2 next-hop-self");
        List<ConfigLine> watched = SpeakerText.of(joined, SpeakerLab.TIMERS, Set.of(sibling.peer()));
        assertThat(commands(ConfigChange.between(lines(joined), watched, false)))
                .containsExactly("neighbor 100.64.0.2 bfd 3 300 300");
        assertThat(commands(ConfigChange.between(watched, lines(joined), false)))
                .containsExactly("no neighbor 100.64.0.2 bfd");
    }

    @Test
    void detectionBeginsOnlyWhereItMay() {
        SpeakerConfig config = config("192.168.0.0/24", USUAL);
        ConfigChange change =
                ConfigChange.between(lines(config), SpeakerText.of(config, SpeakerLab.TIMERS, Set.of(PEER)), false);
        assertThat(commands(change)).containsExactly("neighbor 169.254.70.2 bfd 3 300 300");
        assertThat(SpeakerText.of(config, new SpeakerTimers(10, 30, Optional.empty()), Set.of(PEER)))
                .noneMatch(line -> line.text().contains("bfd"));
    }

    @Test
    void whatMayNotHaveBeenSaidIsSaidAgain() {
        List<ConfigLine> wanted = lines(config("192.168.0.0/24", USUAL));
        assertThat(commands(ConfigChange.between(wanted, wanted, true)))
                .isEqualTo(wanted.stream().map(ConfigLine::text).toList());
    }

    @Test
    void linesAreReadAsTheyWereWritten() {
        var lines = new AppliedLines("12-345", false, lines(config("192.168.0.0/24", USUAL)));
        assertThat(AppliedLines.read(lines.write())).contains(lines);
        assertThat(AppliedLines.read("")).isEmpty();
    }
}
