package dev.causeway.agent.routing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.causeway.agent.host.Slot;
import dev.causeway.agent.routing.Filtered.Reason;
import dev.causeway.agent.routing.RouteTable.Way;
import dev.causeway.agent.routing.SpeakerConfig.Neighbour;
import dev.causeway.agent.routing.SpeakerConfig.Sibling;
import dev.causeway.model.ConnectionId;
import dev.causeway.model.Ipv4;
import dev.causeway.model.NodeId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// What is read of a daemon's answers, and what is made of it.
class PeerWatchTest {

    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
    private static final Ipv4 PEER = Ipv4.parse("169.254.70.2");

    private final Neighbour neighbour = new Neighbour(
            ConnectionId.random(),
            new Slot(1),
            Ipv4.parse("169.254.70.1"),
            PEER,
            65001,
            SpeakerLab.prefixes("10.0.0.0/8"),
            false,
            0);
    private final PeerWatch watch = new PeerWatch(neighbour);
    private final List<Reason> reasons = new ArrayList<>();

    private static PeerSight sight(String members) {
        Map<Ipv4, PeerSight> peers = SpeakerReader.peers("{\"169.254.70.2\":{" + members + "},\"fe80::1\":{}}");
        assertThat(peers).containsOnlyKeys(PEER);
        return peers.get(PEER);
    }

    private static PeerSight established(int sessions, int accepted) {
        return sight("""
                "bgpState":"Established","bgpTimerUpMsec":4000,"connectionsEstablished":%d,
                "messageStats":{"totalSent":6,"totalRecv":7,"updatesRecv":2},
                "addressFamilyInfo":{"ipv4Unicast":{"acceptedPrefixCounter":%d}},
                "peerBfdInfo":{"status":"Up"}
                """.formatted(sessions, accepted));
    }

    private static PeerSight idle(int sessions, String members) {
        return sight("\"bgpState\":\"Idle\",\"connectionsEstablished\":" + sessions + members);
    }

    private List<String> saw(PeerSight sight, int announces, Instant now) {
        return watch.saw(sight, announces, () -> Filtered.of(reasons), now).stream()
                .map(line -> line.topic() + " " + line.text())
                .toList();
    }

    @Test
    void whatIsSeenFirstIsObservedAndNotSaid() {
        assertThat(saw(established(1, 3), 3, NOW)).isEmpty();
        assertThat(watch.observed())
                .contains(new ObservedNeighbour(
                        neighbour.connection(), "established", NOW.minusSeconds(4), 3, 3, 7, 6, true, ""));
    }

    @Test
    void comingAndGoingIsSaidOnce() {
        assertThat(saw(idle(0, ""), -1, NOW)).isEmpty();
        assertThat(watch.observed().orElseThrow().trouble()).isEqualTo("bgp-no-answer there was no session yet");
        reasons.add(Reason.OUTSIDE);
        assertThat(saw(established(1, 1), 2, NOW.plusSeconds(5)))
                .containsExactly(
                        "BGP the session with 169.254.70.2, AS 65001, is established",
                        "BGP 1 of the 2 routes that 169.254.70.2 announces are filtered:"
                                + " 1 not in the peer subnets");
        assertThat(saw(established(1, 1), -1, NOW.plusSeconds(9))).isEmpty();
        assertThat(watch.observed().orElseThrow().since()).isEqualTo(NOW.plusSeconds(1));
        PeerSight lost = idle(1, ",\"lastNotificationReason\":\"Hold Timer Expired\"");
        assertThat(saw(lost, -1, NOW.plusSeconds(20)))
                .containsExactly("BGP the session with 169.254.70.2 has ended: Hold Timer Expired");
        assertThat(saw(lost, -1, NOW.plusSeconds(21))).isEmpty();
        assertThat(watch.observed().orElseThrow().trouble()).isEqualTo("bgp-hold-expired Hold Timer Expired");
        assertThat(watch.observed().orElseThrow().since()).isEqualTo(NOW.plusSeconds(20));
        assertThat(watch.observed().orElseThrow().received()).isZero();
    }

    @Test
    void whatBfdSaysOfASessionThatHadEndedBeforeIsNotWhyItDid() {
        saw(established(1, 1), 1, NOW);
        saw(idle(1, ",\"lastResetDueTo\":\"Peer closed the session\""), -1, NOW);
        saw(idle(1, ",\"lastResetDueTo\":\"BFD down received\""), -1, NOW);
        assertThat(watch.observed().orElseThrow().trouble()).isEqualTo("bgp-no-answer Peer closed the session");
        saw(established(2, 1), 1, NOW);
        saw(idle(2, ",\"lastResetDueTo\":\"BFD down received\""), -1, NOW);
        assertThat(watch.observed().orElseThrow().trouble()).isEqualTo("bfd-down BFD down received");
    }

    @Test
    void whatWasResetBetweenTwoLooksIsSaid() {
        saw(established(1, 1), 1, NOW);
        assertThat(saw(established(2, 1), 1, NOW.plusSeconds(9))).hasSize(2);
        assertThat(watch.observed().orElseThrow().since()).isEqualTo(NOW.plusSeconds(5));
        saw(idle(2, ""), -1, NOW.plusSeconds(20));
        saw(established(3, 1), 1, NOW.plusSeconds(21));
        assertThat(watch.observed().orElseThrow().since())
                .as("four seconds before, as the daemon counts")
                .isEqualTo(NOW.plusSeconds(20));
    }

    @Test
    void aDaemonThatCountsAnewIsAnotherOne() {
        saw(established(2, 1), 1, NOW);
        assertThat(saw(idle(0, ""), -1, NOW))
                .containsExactly("BGP the session with 169.254.70.2 has ended: the routing daemon was started anew");
    }

    @Test
    void tooManyRoutesAreSaidOnce() {
        saw(established(1, 100), 100, NOW);
        PeerSight limited = idle(1, ",\"restartInTimerMsec\":57000,\"lastResetDueTo\":\"BFD down received\"");
        assertThat(saw(limited, -1, NOW))
                .containsExactly(
                        "BGP the session with 169.254.70.2 has ended: too many routes",
                        "LIM 169.254.70.2 announces more than 100 routes: its session is closed,"
                                + " and is tried again after a minute");
        assertThat(saw(limited, -1, NOW)).isEmpty();
        assertThat(watch.observed().orElseThrow().trouble()).startsWith("bgp-route-limit");
    }

    @Test
    void troublesHaveWords() {
        assertThat(idle(0, ",\"lastNotificationReason\":\"OPEN Message Error/Bad Peer AS\"")
                        .trouble(0, Filtered.NOTHING))
                .isEqualTo("bgp-asn-mismatch OPEN Message Error/Bad Peer AS");
        assertThat(idle(
                                0,
                                ",\"lastNotificationReason\":\"OPEN Message Error/Bad Peer AS\","
                                        + "\"lastResetDueTo\":\"BGP Notification received\"")
                        .trouble(0, Filtered.NOTHING))
                .isEqualTo("bgp-asn-refused the peer says: OPEN Message Error/Bad Peer AS");
        assertThat(idle(1, ",\"lastResetDueTo\":\"BFD down received\"").trouble(0, Filtered.NOTHING))
                .isEqualTo("bfd-down BFD down received");
        assertThat(idle(1, ",\"lastNotificationReason\":\"Cease/Administratively Shutdown\"")
                        .trouble(0, Filtered.NOTHING))
                .isEqualTo("bgp-no-answer Cease/Administratively Shutdown");
        assertThat(established(1, 0).trouble(7, Filtered.of(List.of(Reason.OUTSIDE, Reason.OF_CLOUD))))
                .isEqualTo("bgp-nothing-accepted none of the 7 routes that the peer announces is used:"
                        + " 1 in networks of the cloud, 1 not in the peer subnets, 5 for other reasons");
        assertThat(established(1, 0).trouble(1, Filtered.of(List.of(Reason.LOOPED))))
                .isEqualTo("bgp-nothing-usable none of the 1 routes that the peer announces is used:"
                        + " 1 with the gateway's own AS number in the path");
        assertThat(established(1, 0).trouble(0, Filtered.NOTHING))
                .isEqualTo("bgp-nothing-announced the peer announces no route");
    }

    @Test
    void onlyWhatIsBestIsARoute() {
        String json = """
                {"routes":{
                 "10.2.0.0/24":[{"valid":true,"bestpath":true,"pathFrom":"external","metric":10,"peerId":"169.254.70.2",
                   "path":"65001 65002","origin":"EGP","nexthops":[{"ip":"169.254.70.2","used":true}]},
                  {"valid":true,"peerId":"100.64.0.2","path":"65001","origin":"IGP","nexthops":[{"ip":"100.64.0.2"}]}],
                 "10.1.0.0/24":[{"valid":true,"bestpath":true,"peerId":"100.64.0.2","path":"65001",
                   "origin":"incomplete","nexthops":[{"ip":"100.64.0.2"}]}],
                 "192.168.0.0/24":[{"valid":true,"bestpath":true,"metric":0,"peerId":"(unspec)","path":"",
                   "origin":"IGP","nexthops":[{"ip":"0.0.0.0"}]}]}}
                """;
        SpeakerConfig config = new SpeakerConfig(
                64512,
                Ipv4.parse("203.0.113.10"),
                0,
                List.of(),
                List.of(),
                List.of(neighbour),
                Optional.of(new Sibling(NodeId.random(), Ipv4.parse("100.64.0.1"), Ipv4.parse("100.64.0.2"))));
        Ipv4 inside = Ipv4.parse("192.168.0.5");
        assertThat(SpeakerReader.routes(json, config, inside))
                .isEqualTo(Map.of(
                        Optional.of(neighbour.connection()),
                        List.of(new RouteTable.Entry(
                                SpeakerLab.prefixes("10.2.0.0/24").getFirst(),
                                Optional.of(PEER),
                                neighbour.local(),
                                "egp",
                                "65001 65002",
                                10,
                                Way.TUNNEL)),
                        Optional.empty(),
                        List.of(
                                new RouteTable.Entry(
                                        SpeakerLab.prefixes("10.1.0.0/24").getFirst(),
                                        Optional.of(Ipv4.parse("100.64.0.2")),
                                        Ipv4.parse("100.64.0.1"),
                                        "incomplete",
                                        "65001",
                                        0,
                                        Way.SIBLING),
                                new RouteTable.Entry(
                                        SpeakerLab.prefixes("192.168.0.0/24").getFirst(),
                                        Optional.empty(),
                                        inside,
                                        "igp",
                                        "",
                                        0,
                                        Way.LOCAL))));
    }

    @Test
    void aPulseDiffersOnlyWhenSomethingHappened() {
        String json = """
                {"ipv4Unicast":{"tableVersion":%d,"peers":{"169.254.70.2":{"msgRcvd":%d,"peerUptimeMsec":%2$d,
                 "pfxRcd":1,"state":"Established","connectionsEstablished":%d,"connectionsDropped":0}}}}
                """;
        SpeakerReader.Pulse pulse = SpeakerReader.pulse(json.formatted(4, 7, 1));
        assertThat(SpeakerReader.pulse(json.formatted(4, 8, 1))).isEqualTo(pulse);
        assertThat(SpeakerReader.pulse(json.formatted(5, 7, 1))).isNotEqualTo(pulse);
        assertThat(SpeakerReader.pulse(json.formatted(4, 7, 2))).isNotEqualTo(pulse);
    }
}
