package dev.causeway.agent.routing;

import static dev.causeway.agent.routing.SpeakerLab.await;
import static dev.causeway.agent.routing.SpeakerLab.prefixes;
import static org.assertj.core.api.Assertions.assertThat;

import dev.causeway.agent.routing.RouteTable.Way;
import dev.causeway.agent.routing.SpeakerConfig.Neighbour;
import dev.causeway.agent.routing.SpeakerConfig.Sibling;
import dev.causeway.model.Ipv4;
import dev.causeway.model.NodeId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// The two nodes of a gateway, with a customer's router at each:
///
///     router 1 --- node 1 --- ha0 --- node 2 --- router 2
class TwoSpeakersTest extends InSpeakerLab {

    private static final Ipv4 HERE = Ipv4.parse("100.64.0.1");
    private static final Ipv4 THERE = Ipv4.parse("100.64.0.2");

    private NodeId first;
    private NodeId second;
    private BirdRouter one;
    private BirdRouter two;

    @BeforeEach
    void join() {
        first = lab.node();
        second = lab.node();
        one = lab.router(first, 1, 65001, BirdRouter.TUNED);
        two = lab.router(second, 2, 65001, BirdRouter.TUNED);
        lab.host
                .namespaces()
                .batch(
                        lab.space(first),
                        List.of(
                                "link add ha0 type veth peer name ha0 netns " + lab.space(second),
                                "address add 100.64.0.1/30 dev ha0",
                                "link set ha0 up"));
        lab.host.namespaces().batch(lab.space(second), List.of("address add 100.64.0.2/30 dev ha0", "link set ha0 up"));
    }

    private void applyFirst(boolean hub, boolean drained) {
        apply(first, new Sibling(second, HERE, THERE), 0, drained, neighbour(one, hub));
    }

    private void applySecond(int rank, boolean hub) {
        apply(second, new Sibling(first, THERE, HERE), rank, false, neighbour(two, hub));
    }

    private Neighbour neighbour(BirdRouter router, boolean hub) {
        return lab.neighbour(router, hub, 0, "10.0.0.0/8");
    }

    private void apply(NodeId node, Sibling sibling, int rank, boolean drained, Neighbour... neighbours) {
        lab.routing()
                .apply(
                        node,
                        Optional.of(new SpeakerConfig(
                                64512,
                                sibling.local(),
                                rank,
                                prefixes("192.168.0.0/24"),
                                prefixes("192.168.0.0/16"),
                                List.of(neighbours),
                                Optional.of(sibling),
                                drained)));
    }

    private void awaitRoute(NodeId node, String network, String device) {
        await().untilAsserted(() -> assertThat(lab.routes(node).lines())
                .anyMatch(route -> route.startsWith(network + " ") && route.contains(" dev " + device + " ")));
    }

    /// As when an agent is killed while it speaks, before it says the same or something else.
    @Test
    void anyLineMayBeSaidAgain() {
        for (boolean hub : List.of(true, false)) {
            for (boolean drained : List.of(true, false)) {
                applyFirst(hub, drained);
                AppliedLines told = lab.folder(first).readApplied().orElseThrow();
                isToldInPart(told);
                applyFirst(hub, drained);
                assertThat(lab.folder(first).readApplied()).contains(told);
                isToldInPart(told);
            }
        }
    }

    private void isToldInPart(AppliedLines told) {
        lab.folder(first).write(new AppliedLines(told.process(), false, told.lines()));
        lab.replaceAgent();
    }

    /// Also from one node to the other, and though the branches have one number.
    @Test
    void routesOfABranchReachTheOtherBetweenHubsOnly() {
        applyFirst(true, false);
        applySecond(0, true);
        one.start("10.1.0.0/24");
        two.start("10.2.0.0/24");
        lab.awaitHeard(one, "192.168.0.0/24", "10.2.0.0/24");
        lab.awaitHeard(two, "192.168.0.0/24", "10.1.0.0/24");
        assertThat(two.details("10.1.0.0/24"))
                .contains("BGP.as_path: 64512 64512")
                .doesNotContain("65000");
        awaitRoute(second, "10.1.0.0/24", "ha0");
        lab.awaitLearned(second, two, "10.2.0.0/24");
        await().untilAsserted(() -> assertThat(lab.routing().routes(second))
                .filteredOn(table -> table.connection().isEmpty())
                .flatExtracting(RouteTable::routes)
                .extracting(RouteTable.Entry::way)
                .containsExactly(Way.SIBLING, Way.LOCAL));
        int sessions = lab.sessions(first) + lab.sessions(second);

        applySecond(0, false);
        lab.awaitHeard(one, "192.168.0.0/24");
        lab.awaitHeard(two, "192.168.0.0/24");
        awaitRoute(second, "10.1.0.0/24", "ha0");
        applySecond(0, true);
        lab.awaitHeard(one, "192.168.0.0/24", "10.2.0.0/24");
        lab.awaitHeard(two, "192.168.0.0/24", "10.1.0.0/24");
        assertThat(lab.sessions(first) + lab.sessions(second)).isEqualTo(sessions);
    }

    /// Also a peer that has no BFD notices nothing.
    @Test
    void nobodyMissesWhatDetectsButThoseThatListenToIt() {
        BirdRouter without = lab.router(first, 3, 65003, BirdRouter.DEFAULTS);
        apply(first, new Sibling(second, HERE, THERE), 0, false, neighbour(one, false), neighbour(without, false));
        applySecond(0, false);
        one.start("10.9.0.0/24");
        two.start("10.9.0.0/24");
        without.start("10.3.0.0/24");
        awaitRoute(first, "10.9.0.0/24", "tun1");
        lab.awaitLearned(first, without, "10.3.0.0/24");
        awaitDetected(first);
        awaitDetected(second);
        awaitRoute(second, "10.3.0.0/24", "ha0");
        int before = lab.sessions(second);
        Instant since = lab.seen(first, without).since();

        ProcessHandle bfdd = lab.process(first, FrrDaemon.BFDD);
        bfdd.destroyForcibly();
        await().until(() -> lab.folder(first).process(FrrDaemon.BFDD).isPresent());
        awaitDetected(first);
        awaitDetected(second);
        lab.awaitLearned(first, one, "10.9.0.0/24");
        assertThat(lab.sessions(second)).isEqualTo(before);
        assertThat(lab.seen(first, without).since()).isEqualTo(since);
    }

    private void awaitDetected(NodeId node) {
        await().untilAsserted(() -> {
            try (SpeakerSession session = SpeakerSession.open(lab.folder(node))) {
                assertThat(session.ask("show bgp neighbors 100.64.0.%d json".formatted(node.equals(first) ? 2 : 1)))
                        .contains("\"status\":\"Up\"");
            }
        });
    }

    /// By the path first, and then by the discriminator.
    @Test
    void whatACustomerPrefersHoldsForBothNodes() {
        applyFirst(false, false);
        applySecond(0, false);
        one.setAttributes("bgp_med = 10;");
        two.setAttributes("bgp_med = 20;");
        one.start("10.9.0.0/24");
        two.start("10.9.0.0/24");
        awaitRoute(first, "10.9.0.0/24", "tun1");
        awaitRoute(second, "10.9.0.0/24", "ha0");
        one.setAttributes("bgp_med = 10; bgp_path.prepend(65001);");
        one.announce("10.9.0.0/24");
        one.ask("reload", "out", "cloud");
        awaitRoute(first, "10.9.0.0/24", "ha0");
        awaitRoute(second, "10.9.0.0/24", "tun2");
        await().until(() -> learnedFromTheOther(first).routes().size() == 2);
        RouteTable last = learnedFromTheOther(first);
        lab.routing().apply(first, Optional.empty());
        assertThat(lab.routing().routes(first))
                .as("of who has ceased to speak")
                .singleElement()
                .satisfies(table -> {
                    assertThat(table.connection()).isEmpty();
                    assertThat(table.routes()).isEmpty();
                    assertThat(table.number()).isGreaterThan(last.number());
                });
    }

    private RouteTable learnedFromTheOther(NodeId node) {
        return lab.routing().routes(node).stream()
                .filter(table -> table.connection().isEmpty())
                .findFirst()
                .orElseThrow();
    }

    /// A node that is drained goes on to carry what no other one has a way for.
    @Test
    void theNodeThatIsPreferredDrawsTrafficUntilItIsDrainedOrGone() {
        applyFirst(false, false);
        applySecond(0, false);
        one.start("10.9.0.0/24");
        two.start("10.9.0.0/24");
        awaitRoute(first, "10.9.0.0/24", "tun1");
        awaitRoute(second, "10.9.0.0/24", "tun2");
        int sessions = lab.sessions(first) + lab.sessions(second);

        applySecond(1, false);
        awaitRoute(second, "10.9.0.0/24", "ha0");
        lab.awaitLearned(second, two);
        lab.awaitLearned(first, one, "10.9.0.0/24");
        await().untilAsserted(() -> assertThat(two.details("192.168.0.0/24")).contains("BGP.med: 100"));

        applyFirst(false, true);
        awaitRoute(first, "10.9.0.0/24", "ha0");
        lab.awaitLearned(second, two, "10.9.0.0/24");
        await().untilAsserted(() -> assertThat(one.details("192.168.0.0/24"))
                .contains("BGP.as_path: 64512 64512 64512", "BGP.med: 1000", "(65535,0)"));

        two.announce();
        awaitRoute(first, "10.9.0.0/24", "tun1");
        awaitRoute(second, "10.9.0.0/24", "ha0");
        two.announce("10.9.0.0/24");
        awaitRoute(first, "10.9.0.0/24", "ha0");
        lab.awaitLearned(second, two, "10.9.0.0/24");

        applyFirst(false, false);
        awaitRoute(first, "10.9.0.0/24", "tun1");
        awaitRoute(second, "10.9.0.0/24", "ha0");
        await().untilAsserted(() -> assertThat(one.details("192.168.0.0/24"))
                .contains("BGP.as_path: 64512\n", "BGP.med: 0")
                .doesNotContain("(65535,0)"));
        assertThat(lab.sessions(first) + lab.sessions(second)).isEqualTo(sessions);

        lab.routing().remove(first);
        lab.awaitLearned(second, two, "10.9.0.0/24");
    }
}
