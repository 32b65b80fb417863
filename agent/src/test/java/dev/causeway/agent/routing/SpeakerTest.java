package dev.causeway.agent.routing;

import static dev.causeway.agent.routing.SpeakerLab.await;
import static dev.causeway.agent.routing.SpeakerLab.config;
import static dev.causeway.agent.routing.SpeakerLab.prefixes;
import static org.assertj.core.api.Assertions.assertThat;

import dev.causeway.agent.host.Slot;
import dev.causeway.agent.routing.SpeakerConfig.Neighbour;
import dev.causeway.model.Ipv4;
import dev.causeway.model.NodeId;
import dev.causeway.model.Prefix;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// One node and one customer's router.
class SpeakerTest extends InSpeakerLab {

    private static final List<Prefix> LOCAL = prefixes("192.168.0.0/24");

    private NodeId node;
    private BirdRouter router;

    private void build(String options) {
        node = lab.node();
        router = lab.router(node, 1, 65001, options);
    }

    private void apply(List<Prefix> announced, Neighbour... neighbours) {
        lab.routing().apply(node, Optional.of(config(announced, neighbours)));
    }

    private Neighbour accepting(String... networks) {
        return lab.neighbour(router, false, 0, networks);
    }

    /// All that changes while the session goes on.
    @Test
    void learnsWhatIsAcceptedAndChangesWithoutReset() {
        build(BirdRouter.TUNED);
        apply(LOCAL, accepting("10.1.0.0/16"));
        await().untilAsserted(() -> assertThat(lab.seen(node, router).trouble()).startsWith("bgp-no-answer"));
        router.start("10.1.0.0/16", "10.1.5.0/24", "10.2.0.0/24", "192.168.0.128/25", "0.0.0.0/0");
        lab.awaitEstablished(node, router);
        lab.awaitLearned(node, router, "10.1.0.0/16", "10.1.5.0/24");
        lab.awaitHeard(router, "192.168.0.0/24");
        await().untilAsserted(() -> {
            assertThat(lab.seen(node, router).received()).isEqualTo(5);
            assertThat(lab.seen(node, router).accepted()).isEqualTo(2);
            assertThat(lab.seen(node, router).trouble()).isEmpty();
            assertThat(lab.seen(node, router).bfdUp()).isTrue();
            assertThat(router.detects()).isTrue();
        });
        assertThat(lab.lines)
                .extracting(SpeakerLine::text)
                .contains("3 of the 5 routes that 169.254.70.6 announces are filtered:"
                        + " 1 in networks of the cloud, 2 not in the peer subnets");
        assertThat(lab.sessions(node)).isEqualTo(1);
        Instant since = lab.seen(node, router).since();

        apply(prefixes("192.168.0.0/24", "192.168.7.0/24"), accepting("10.2.0.0/16"));
        lab.awaitLearned(node, router, "10.2.0.0/24");
        lab.awaitHeard(router, "192.168.0.0/24", "192.168.7.0/24");
        apply(prefixes("192.168.7.0/24"), accepting("10.1.0.0/16", "10.2.0.0/16"));
        lab.awaitLearned(node, router, "10.1.0.0/16", "10.1.5.0/24", "10.2.0.0/24");
        lab.awaitHeard(router, "192.168.7.0/24");
        assertThat(router.details("192.168.7.0/24")).contains("BGP.as_path: 64512", "BGP.med: 0");
        router.announce("10.1.0.0/24");
        lab.awaitLearned(node, router, "10.1.0.0/24");
        await().untilAsserted(() -> assertThat(tables())
                .isEqualTo(Map.of(
                        Optional.of(lab.connection(router)),
                        List.of("10.1.0.0/24 169.254.70.6 169.254.70.5 igp 65001 0 TUNNEL"),
                        Optional.empty(),
                        List.of("192.168.7.0/24 - 203.0.113.10 igp  0 LOCAL"))));

        carriesAgainAfterItsTunnelWasDown();
        assertThat(lab.sessions(node)).isEqualTo(1);
        assertThat(lab.seen(node, router).since()).isEqualTo(since);
        isAdopted(since);
    }

    private Map<Optional<?>, List<String>> tables() {
        return lab.routing().routes(node).stream()
                .collect(Collectors.toMap(
                        RouteTable::connection,
                        table -> table.routes().stream().map(SpeakerTest::text).toList()));
    }

    private static String text(RouteTable.Entry route) {
        return "%s %s %s %s %s %d %s"
                .formatted(
                        route.destination(),
                        route.nexthop().map(Object::toString).orElse("-"),
                        route.outbound(),
                        route.origin(),
                        route.asPath(),
                        route.med(),
                        route.way());
    }

    private void carriesAgainAfterItsTunnelWasDown() {
        ProcessHandle tunnel = lab.tunnel(node, new Slot(2));
        lab.routing().carriers(node, Map.of(new Slot(1), true, new Slot(2), false, new Slot(9), true));
        assertThat(lab.carrier(node, "tun2")).isFalse();
        assertThat(lab.carrier(node, "tun1")).isTrue();
        lab.routing().carriers(node, Map.of(new Slot(2), true));
        assertThat(lab.carrier(node, "tun2")).isTrue();
        tunnel.destroyForcibly();
    }

    private void isAdopted(Instant since) {
        List<Long> before = List.of(
                lab.process(node, FrrDaemon.ZEBRA).pid(),
                lab.process(node, FrrDaemon.BFDD).pid(),
                lab.process(node, FrrDaemon.BGPD).pid());
        int said = lab.lines.size();
        lab.replaceAgent();
        assertThat(lab.learned(node, router)).containsExactly("10.1.0.0/24");
        apply(prefixes("192.168.7.0/24"), accepting("10.1.0.0/16"));
        assertThat(List.of(
                        lab.process(node, FrrDaemon.ZEBRA).pid(),
                        lab.process(node, FrrDaemon.BFDD).pid(),
                        lab.process(node, FrrDaemon.BGPD).pid()))
                .isEqualTo(before);
        lab.awaitEstablished(node, router);
        isToldAgain();
        assertThat(lab.sessions(node)).isEqualTo(1);
        assertThat(lab.seen(node, router).since()).isBetween(since.minusSeconds(2), since.plusSeconds(2));
        assertThat(lab.learned(node, router)).containsExactly("10.1.0.0/24");
        assertThat(lab.lines).hasSize(said);
    }

    /// As when an agent is killed while it speaks.
    private void isToldAgain() {
        AppliedLines told = lab.folder(node).readApplied().orElseThrow();
        assertThat(told.whole()).isTrue();
        lab.folder(node).write(new AppliedLines(told.process(), false, told.lines()));
        lab.replaceAgent();
        apply(prefixes("192.168.7.0/24"), accepting("10.1.0.0/16"));
        assertThat(lab.folder(node).readApplied()).contains(told);
        lab.awaitEstablished(node, router);
    }

    @Test
    void whoAnnouncesTooMuchIsClosedAndComesBack() {
        build(BirdRouter.TUNED);
        apply(LOCAL, accepting("10.0.0.0/8"));
        router.start(networks(100));
        lab.awaitEstablished(node, router);
        await().until(() -> lab.learned(node, router).size() == 100);
        router.announce(networks(101));
        await().untilAsserted(() -> assertThat(lab.seen(node, router).trouble()).startsWith("bgp-route-limit"));
        lab.awaitLearned(node, router);
        assertThat(lab.lines.stream().map(SpeakerLine::text))
                .contains("169.254.70.6 announces more than 100 routes: its session is closed, and is tried again after"
                        + " a minute");
        assertThat(sight().retry().orElseThrow()).isBetween(1, 60_000);
        int sessions = sight().established();
        apply(LOCAL, lab.neighbour(router, false, 1, "10.0.0.0/8"));
        await().until(() -> sight().established() > sessions && sight().isLimited());
        lab.awaitLearned(node, router);
        router.announce(networks(3));
        apply(LOCAL, lab.neighbour(router, false, 2, "10.0.0.0/8"));
        lab.awaitEstablished(node, router);
        await().until(() -> lab.learned(node, router).size() == 3);
        Instant since = lab.seen(node, router).since();
        apply(LOCAL, lab.neighbour(router, false, 3, "10.0.0.0/8"));
        await().until(() -> lab.seen(node, router).isEstablished()
                && lab.seen(node, router).since().isAfter(since));
    }

    private PeerSight sight() {
        try (SpeakerSession session = SpeakerSession.open(lab.folder(node))) {
            return SpeakerReader.peers(session.ask("show bgp neighbors json")).get(Ipv4.parse(router.peer()));
        }
    }

    private static String[] networks(int number) {
        return IntStream.range(0, number).mapToObj(i -> "10.7." + i + ".0/24").toArray(String[]::new);
    }

    /// A message has room for a path of many hundred numbers, and what is filtered is held as well.
    @Test
    void whatIsFilteredCostsOthersNothing() {
        build(BirdRouter.TUNED);
        BirdRouter other = lab.router(node, 2, 65002, BirdRouter.TUNED);
        apply(LOCAL, accepting("10.0.0.0/8"), lab.neighbour(other, false, 0, "10.0.0.0/8"));
        router.setAttributes("bgp_path.prepend(4200000001);".repeat(600));
        router.start(networks(100));
        other.start("10.9.0.0/24");
        await().untilAsserted(
                        () -> assertThat(lab.seen(node, router).received()).isEqualTo(100));
        lab.awaitLearned(node, other, "10.9.0.0/24");
        assertThat(lab.seen(node, router).accepted()).isZero();

        router.setAttributes("bgp_path.prepend(4200000001);".repeat(60));
        router.announce("10.7.0.0/24");
        lab.awaitLearned(node, router, "10.7.0.0/24");
        await().untilAsserted(() -> assertThat(tables().get(Optional.of(lab.connection(router))))
                .singleElement()
                .asString()
                .contains("65001 4200000001 4200000001"));
        assertThat(lab.sessions(node)).isEqualTo(2);
        router.setAttributes("bgp_path.prepend(4200000001);".repeat(600));
        router.announce(networks(101));
        await().untilAsserted(() -> assertThat(lab.seen(node, router).trouble()).startsWith("bgp-route-limit"));
        assertThat(lab.seen(node, other).isEstablished()).isTrue();
        assertThat(lab.sessions(node)).isEqualTo(2);
    }

    /// It has no BFD, and after a session that broke off it would stay away for a minute.
    @Test
    void aRouterOnDefaultsStays() {
        build(BirdRouter.DEFAULTS);
        apply(LOCAL, accepting("10.1.0.0/16"));
        router.start("10.1.0.0/24");
        lab.awaitEstablished(node, router);
        lab.awaitLearned(node, router, "10.1.0.0/24");
        Instant since = lab.seen(node, router).since();
        await().until(() -> lab.seen(node, router).messagesIn() > 7);
        assertThat(lab.seen(node, router).since()).isEqualTo(since);
        assertThat(lab.seen(node, router).bfdUp()).isFalse();
        assertThat(lab.sessions(node)).isEqualTo(1);
        String told = router.ask("show", "protocols", "all", "cloud");
        assertThat(told.substring(told.indexOf("Neighbor capabilities")))
                .contains("Hostname: gateway", "Session: ")
                .doesNotContainIgnoringCase("graceful restart");
    }
}
