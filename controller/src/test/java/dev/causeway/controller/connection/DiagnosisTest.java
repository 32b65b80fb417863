package dev.causeway.controller.connection;

import static org.assertj.core.api.Assertions.assertThat;

import dev.causeway.model.ConnectionId;
import dev.causeway.model.DiagnosisCode;
import dev.causeway.model.Ipv4;
import dev.causeway.model.document.BgpPeerReport;
import dev.causeway.model.document.Evidence;
import dev.causeway.model.document.ThingReport;
import dev.causeway.model.document.TunnelReport.State;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;

/// What clients are told of a connection that is not as it should be.
class DiagnosisTest {

    private static final String PEER = "198.51.100.2";

    private final TestCloud lab = new TestCloud();
    private final TestCloud.Site site = lab.gateway("");

    @AfterEach
    void close() {
        lab.close();
    }

    private String byStatic() {
        return lab.connect(site, site.eip1(), lab.customerGateway(PEER), TestCloud.USUAL);
    }

    private String byBgp() {
        return lab.connect(site, site.eip1(), lab.customerGateway("198.51.100.3", 65000), TestCloud.BY_BGP);
    }

    private JsonNode diagnosis(String id) {
        return lab.done(200, "GET", "/vpn-connection/" + id + "/diagnosis", "").get("diagnosis");
    }

    private JsonNode told(String id, State state, String reason, Optional<Evidence> evidence) {
        lab.agent.tunnel(id, state, reason, evidence);
        lab.agent.work();
        return diagnosis(id);
    }

    private static String code(JsonNode diagnosis) {
        return diagnosis.get("code").stringValue();
    }

    @Test
    void isOkWhileTrafficPasses() {
        JsonNode found = told(byStatic(), State.UP, "", Optional.empty());
        assertThat(code(found)).isEqualTo("ok");
        assertThat(found.has("evidence")).isFalse();
        assertThat(found.has("offered")).isFalse();
        assertThat(found.has("field")).isFalse();
    }

    @Test
    void isApplyingUntilTheHostHoldsIt() {
        String id = byStatic();
        assertThat(code(diagnosis(id))).isEqualTo("applying");
        assertThat(diagnosis(id).get("changes")).isEmpty();
        assertThat(code(told(id, State.DOWN, "NEGOTIATING", Optional.empty()))).isEqualTo("applying");
        lab.done(204, "DELETE", "/vpn-connection/" + id, "");
        assertThat(code(diagnosis(id))).isEqualTo("applying");
    }

    @Test
    void isNamedByItsCodeWhereverTheStatusStands() {
        String id = byStatic();
        isShown(id, "PENDING_CREATE", "applying");
        var evidence = new Evidence("psk-mismatch", "[IKE] a line of the daemon", "aes128", "aes256");
        told(id, State.DOWN, "AUTHENTICATION_FAILED: a line of the daemon", Optional.of(evidence));
        String down = isShown(id, "DOWN", "psk-mismatch");
        lab.clock.pass(Duration.ofSeconds(2));
        assertThat(isShown(id, "DOWN", "psk-mismatch")).isEqualTo(down);
        told(id, State.DOWN, "AUTHENTICATION_FAILED: a line of the daemon", Optional.empty());
        isShown(id, "DOWN", "refused-by-peer");
        told(id, State.UP, "", Optional.empty());
        assertThat(isShown(id, "ACTIVE", null)).isGreaterThan(down);
        lab.clock.pass(Duration.ofMinutes(5));
        isShown(id, "UNKNOWN", "host-silent");
    }

    /// @return since when the status is so
    private String isShown(String id, String status, String cause) {
        JsonNode got = lab.shownConnection(id);
        JsonNode listed =
                lab.done(200, "GET", "/vpn-connection?vpn_id=" + id, "").at("/vpn_connections/0");
        for (JsonNode shown : List.of(got, listed)) {
            assertThat(shown.get("status").stringValue()).isEqualTo(status);
            assertThat(shown.optional("status_cause").map(JsonNode::stringValue))
                    .isEqualTo(Optional.ofNullable(cause));
            assertThat(shown.toString()).doesNotContain("a line of the daemon");
        }
        assertThat(listed.get("status_changed_at")).isEqualTo(got.get("status_changed_at"));
        return got.get("status_changed_at").stringValue();
    }

    @Test
    void isToldInListsOfANodeThatCannotBeMade() {
        String id = byStatic();
        lab.agent.report(ThingReport.Phase.FAILED, ThingReport.Phase.ABSENT);
        isShown(id, "PENDING_CREATE", "cannot-be-applied");
    }

    @Test
    void tellsOfAHostThatSaysNothing() {
        String id = byStatic();
        told(id, State.UP, "", Optional.empty());
        lab.clock.pass(Duration.ofMinutes(5));
        assertThat(code(diagnosis(id))).isEqualTo("host-silent");
    }

    @Test
    void tellsOfAHostThatCannotHoldIt() {
        JsonNode found = told(byStatic(), State.FAILED, "IKEv1 has no aes-128-gcm-16", Optional.empty());
        assertThat(code(found)).isEqualTo("cannot-be-applied");
        assertThat(found.get("evidence").stringValue()).isEqualTo("IKEv1 has no aes-128-gcm-16");
    }

    @Test
    void tellsAtOnceWhatKeepsAHostFromMakingIt() {
        String id = byStatic();
        lab.agent.report(ThingReport.Phase.FAILED, ThingReport.Phase.ABSENT);
        JsonNode found = diagnosis(id);
        assertThat(code(found)).isEqualTo("cannot-be-applied");
        assertThat(found.get("evidence").stringValue())
                .startsWith("the node of its gateway cannot be made")
                .doesNotContain("it cannot be made");
        told(id, State.UP, "", Optional.empty());
        lab.agent.tunnel(id, State.DOWN, "NO_DAEMON: it does not start", Optional.empty());
        lab.agent.work();
        lab.done(200, "PUT", "/vpn-connection/" + id, """
                {"vpn_connection": {"psk": "Another_key_2"}}""");
        assertThat(code(diagnosis(id))).isEqualTo("daemon-failed");
        lab.done(204, "DELETE", "/vpn-connection/" + id, "");
        assertThat(code(diagnosis(id))).isEqualTo("applying");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "NO_PRE_SHARED_KEY: no pre-shared key is set | no-psk | psk",
                "PARTLY_CARRIED: no child SA carries 1 to 2 | partly-negotiated | peer_subnets",
                "TOO_MANY_PAIRS: beside 1 child SAs | partly-negotiated | peer_subnets",
                "SHORT_LIVED: three IKE SAs in a row | ike-unstable |",
                "NO_DAEMON: the daemon ended | daemon-failed |",
                "NO_ANSWER: the daemon does not answer | daemon-failed |",
                "NQA_FAILED: the other end does not answer | nqa-failed | tunnel_peer_address",
                "UNREACHABLE: error writing to socket | peer-unreachable | cgw_id",
                "DELETED_BY_PEER: received DELETE | deleted-by-peer |",
                // As hosts tell that know no codes.
                "AUTHENTICATION_FAILED: it failed | refused-by-peer |",
                "NO_PROPOSAL_CHOSEN: received | ike-proposal-mismatch | ikepolicy",
                "TS_UNACCEPTABLE: received | traffic-selector-mismatch | peer_subnets",
                "PEER_SILENT: giving up | peer-silent |",
            })
    void followsFromTheReasonOfTheState(String reason, String expected, String field) {
        JsonNode found = told(byStatic(), State.DOWN, reason, Optional.empty());
        assertThat(code(found)).isEqualTo(expected);
        assertThat(found.get("evidence").stringValue()).isEqualTo(reason.substring(reason.indexOf(':') + 2));
        assertThat(Optional.ofNullable(found.get("field")).map(JsonNode::stringValue))
                .isEqualTo(Optional.ofNullable(field));
    }

    @ParameterizedTest
    @EnumSource(
            names = {
                "PSK_MISMATCH",
                "IDENTITY_MISMATCH",
                "REFUSED_BY_PEER",
                "IKE_PROPOSAL_MISMATCH",
                "ESP_PROPOSAL_MISMATCH",
                "TRAFFIC_SELECTOR_MISMATCH",
                "PEER_SILENT",
                "PORT_4500_BLOCKED",
                "PEER_UNREACHABLE",
                "DELETED_BY_PEER"
            })
    void isWhatTheDaemonFound(DiagnosisCode expected) {
        var evidence = new Evidence(expected.word(), "[IKE] a line", "aes128", "aes256");
        JsonNode found = told(byStatic(), State.DOWN, "AUTHENTICATION_FAILED: a line", Optional.of(evidence));
        assertThat(code(found)).isEqualTo(expected.word());
        assertThat(found.get("evidence").stringValue()).isEqualTo("[IKE] a line");
        assertThat(found.get("offered").get("ours").stringValue()).isEqualTo("aes128");
        assertThat(found.get("offered").get("theirs").stringValue()).isEqualTo("aes256");
    }

    @Test
    void isAKnownCodeWhateverALaterHostSays() {
        var evidence = new Evidence("peer-on-fire", "[IKE] a line", "", "");
        assertThat(code(told(byStatic(), State.DOWN, "PEER_SILENT: a line", Optional.of(evidence))))
                .isEqualTo("peer-silent");
        assertThat(code(told(byBgp(), State.DOWN, "PEER_ON_FIRE: a line", Optional.empty())))
                .isEqualTo("applying");
    }

    @ParameterizedTest
    @CsvSource({
        "bgp-no-answer, tunnel_peer_address",
        "bgp-asn-mismatch, cgw_id",
        "bgp-hold-expired,",
        "bfd-down,",
        "bgp-route-limit,",
        "bgp-nothing-accepted, peer_subnets"
    })
    void tellsWhatIsTheMatterWithASessionByBgp(String expected, String field) {
        isTold(expected, expected, field);
    }

    @ParameterizedTest
    @CsvSource({
        "bgp-daemon-failed, daemon-failed",
        "bgp-asn-refused, bgp-asn-mismatch",
        "bgp-nothing-announced, bgp-nothing-accepted",
        "bgp-nothing-usable, bgp-nothing-accepted"
    })
    void namesNoMemberOfTheConnectionIfThatIsNotAtFault(String word, String expected) {
        isTold(word, expected, null);
    }

    private void isTold(String word, String expected, String field) {
        String id = byBgp();
        // A node tells it as the reason of a tunnel that is down, or of the session alone.
        String reason = word.toUpperCase(Locale.ROOT).replace('-', '_') + " as the daemon says";
        JsonNode down = told(id, State.DOWN, reason, Optional.empty());
        assertThat(code(down)).isEqualTo(expected);
        assertThat(down.get("evidence").stringValue()).isEqualTo("as the daemon says");
        assertThat(Optional.ofNullable(down.get("field")).map(JsonNode::stringValue))
                .isEqualTo(Optional.ofNullable(field));

        lab.agent.tells(session(id, word + " as the daemon says"));
        assertThat(code(told(id, State.UP, "", Optional.empty()))).isEqualTo(expected);
    }

    private BgpPeerReport session(String id, String trouble) {
        return new BgpPeerReport(
                ConnectionId.parse(id),
                lab.agent.node(id).node(),
                Ipv4.parse("169.254.70.2"),
                65000,
                "established",
                lab.clock.instant(),
                0,
                0,
                0,
                0,
                BgpPeerReport.Bfd.DOWN,
                trouble);
    }

    @Test
    void namesTheMemberOfTheConnectionsStyle() {
        String byPolicy = lab.connect(site, site.eip1(), lab.customerGateway(PEER), """
                "style": "policy", "peer_subnets": ["192.168.45.0/24"], "policy_rules": [
                  {"source": "10.0.0.0/24", "destination": ["192.168.45.0/24"]}],""");
        String reason = "TS_UNACCEPTABLE: a line";
        assertThat(told(byPolicy, State.DOWN, reason, Optional.empty())
                        .get("field")
                        .stringValue())
                .isEqualTo("policy_rules");
        assertThat(told(byBgp(), State.DOWN, reason, Optional.empty()).has("field"))
                .isFalse();
    }

    @Test
    void hasTheLastTwentyChangesTheNewestFirst() {
        String id = byStatic();
        String other = byBgp();
        for (int times = 0; times < 13; times++) {
            lab.clock.pass(Duration.ofSeconds(1));
            told(id, State.DOWN, "PEER_SILENT: " + times, Optional.empty());
            lab.clock.pass(Duration.ofSeconds(1));
            told(id, State.UP, "", Optional.empty());
        }
        List<JsonNode> changes = new ArrayList<>(diagnosis(id).get("changes").values());
        assertThat(changes).hasSize(20);
        assertThat(changes.getFirst().get("state").stringValue()).isEqualTo("UP");
        assertThat(changes.getFirst().has("reason")).isFalse();
        assertThat(changes.get(1).get("state").stringValue()).isEqualTo("DOWN");
        assertThat(changes.get(1).get("reason").stringValue()).isEqualTo("PEER_SILENT: 12");
        assertThat(changes)
                .extracting(change -> change.get("at").stringValue())
                .isSortedAccordingTo((a, b) -> b.compareTo(a));
        assertThat(diagnosis(other).get("changes"))
                .singleElement()
                .satisfies(change -> assertThat(change.get("reason")).isNull());
    }

    @Test
    void ofWhatIsNotThereIsNotFound() {
        var nowhere = lab.call("GET", "/vpn-connection/98c5af8a-demo-a8df-va86-ae2280a6f4c3/diagnosis", "");
        assertThat(nowhere.status()).isEqualTo(404);
        assertThat(nowhere.body().get("error_code").stringValue()).isEqualTo("VPN.0004");
    }
}
