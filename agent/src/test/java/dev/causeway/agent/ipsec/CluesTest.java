package dev.causeway.agent.ipsec;

import static org.assertj.core.api.Assertions.assertThat;

import dev.causeway.model.DiagnosisCode;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What is found out about a tunnel that is not up, among lines as the daemon writes them.
class CluesTest {

    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
    private static final String OURS = "vpn-1-2-3|4";
    private static final String REFUSED = "[IKE] received AUTHENTICATION_FAILED notify error";
    private static final String OTHER_KEY = "[IKE] tried 1 shared key for '1.1.1.1' - '2.2.2.2', but MAC mismatched";

    private final Clues clues = new Clues();
    private Instant now = NOW;

    private void read(String text) {
        read(OURS, text);
    }

    private void read(String negotiation, String text) {
        var line = new DaemonLog.Line(1, 2, now, text, negotiation);
        clues.read(line, line.isNamed(), now);
    }

    private Optional<DiagnosisCode> code() {
        return clues.finding().map(Finding::code);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                REFUSED + " | AUTHENTICATION_FAILED | refused-by-peer",
                OTHER_KEY + " | AUTHENTICATION_FAILED | psk-mismatch",
                "[CFG] no matching peer config found | AUTHENTICATION_FAILED | identity-mismatch",
                "[IKE] giving up after 3 retransmits | PEER_SILENT | peer-silent",
                "[IKE] received TS_UNACCEPTABLE notify, no CHILD_SA built | TS_UNACCEPTABLE | traffic-selector-mismatch",
                "[IKE] received NO_PROPOSAL_CHOSEN notify error | NO_PROPOSAL_CHOSEN | ike-proposal-mismatch",
                "[IKE] received NO_PROPOSAL_CHOSEN notify, no CHILD_SA built | NO_PROPOSAL_CHOSEN | esp-proposal-mismatch",
                "[NET] error writing to socket: Network is unreachable | UNREACHABLE | peer-unreachable",
                "[IKE] received DELETE for IKE_SA vpn-1-2-3[4] | DELETED_BY_PEER | deleted-by-peer",
            })
    void aLineNamesACause(String line, String word, String expected) {
        read(line);
        assertThat(clues.reason()).isEqualTo(word + ": " + line.substring(6));
        assertThat(code().orElseThrow().word()).isEqualTo(expected);
        assertThat(clues.finding().orElseThrow().line()).isEqualTo(line);
    }

    @Test
    void aLineThatNamesNoneChangesNothing() {
        read("[ENC] parsed IKE_AUTH response 1 [ IDr AUTH SA TSi TSr ]");
        assertThat(clues.reason()).isEmpty();
        assertThat(code()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"IKE_AUTH request 1 [ IDi IDr AUTH ]", "ID_PROT request 0 [ ID HASH N(INITIAL_CONTACT) ]"})
    void whatGoesToTheSecondPortIsNotAnswered(String request) {
        read("[ENC] generating " + request);
        read("[IKE] retransmit 1 of request with message ID 1");
        assertThat(code()).contains(DiagnosisCode.PORT_4500_BLOCKED);
        read("vpn-1-2-3|5", "[ENC] generating IKE_SA_INIT request 0 [ SA KE No ]");
        read("vpn-1-2-3|5", "[IKE] retransmit 1 of request with message ID 0");
        assertThat(code()).contains(DiagnosisCode.PEER_SILENT);
    }

    @Test
    void aPeerThatAnsweredOnceAndIsSilentThenIsNotBlocked() {
        read("[ENC] generating IKE_AUTH request 1 [ IDi IDr AUTH ]");
        read("[ENC] parsed IKE_AUTH response 1 [ IDr AUTH SA TSi TSr ]");
        read("[IKE] retransmit 1 of request with message ID 2");
        assertThat(code()).contains(DiagnosisCode.PEER_SILENT);
    }

    @Test
    void aProposalThatIsRefusedInThePhaseOfChildSasIsTheirs() {
        read("[ENC] generating QUICK_MODE request 123 [ HASH SA No ID ID ]");
        read("[IKE] received NO_PROPOSAL_CHOSEN error notify");
        assertThat(code()).contains(DiagnosisCode.ESP_PROPOSAL_MISMATCH);
    }

    @Test
    void bothOffersAreToldWhereTheyWereSeen() {
        read("[IKE] received NO_PROPOSAL_CHOSEN notify error");
        assertThat(clues.finding().orElseThrow().theirs()).isEmpty();
        read("7", "[CFG] received proposals: IKE:AES_CBC_256/A, IKE:AES_CBC_128/A");
        read("7", "[CFG] configured proposals: IKE:AES_CBC_128/B");
        read("[IKE] received NO_PROPOSAL_CHOSEN notify error");
        assertThat(clues.finding())
                .contains(new Finding(
                        DiagnosisCode.IKE_PROPOSAL_MISMATCH,
                        "[IKE] received NO_PROPOSAL_CHOSEN notify error",
                        "IKE:AES_CBC_128/B",
                        "IKE:AES_CBC_256/A, IKE:AES_CBC_128/A"));
        clues.doubt();
        read("[IKE] received NO_PROPOSAL_CHOSEN notify error");
        assertThat(clues.finding().orElseThrow().theirs()).isEmpty();
    }

    @Test
    void selectorsThatAreRefusedAreToldAsThePeerOfferedThem() {
        read("[IKE] traffic selectors 192.168.0.0/24 === 10.9.0.0/24 unacceptable");
        assertThat(clues.finding().orElseThrow().theirs()).isEqualTo("192.168.0.0/24 === 10.9.0.0/24");
    }

    @Test
    void nobodyElsesLineIsACause() {
        read("7", "[IKE] received proposals unacceptable");
        read("7", "[CFG] received proposals: IKE:AES_CBC_256/A");
        assertThat(code()).isEmpty();
        assertThat(clues.reason()).isEmpty();
    }

    @Test
    void whatWeFoundOutCountsMoreThanThatThePeerRefused() {
        read(OTHER_KEY);
        read(REFUSED);
        assertThat(code()).contains(DiagnosisCode.PSK_MISMATCH);
        assertThat(clues.reason()).contains("received AUTHENTICATION_FAILED");
        clues.doubt();
        read(REFUSED);
        assertThat(code()).contains(DiagnosisCode.REFUSED_BY_PEER);
        read(OTHER_KEY);
        now = now.plus(Duration.ofMinutes(3));
        read(REFUSED);
        assertThat(code()).contains(DiagnosisCode.REFUSED_BY_PEER);
    }

    @Test
    void aSilentPeerToWhomNoWayLeadsIsUnreachable() {
        String word = "[AGT] no way";
        read("[IKE] retransmit 1 of request with message ID 0");
        assertThat(clues.noWay(word, now)).isTrue();
        assertThat(code()).contains(DiagnosisCode.PEER_UNREACHABLE);
        assertThat(clues.reason()).isEqualTo("UNREACHABLE: no way");
        assertThat(clues.noWay(word, now)).isFalse();
        read("[IKE] giving up after 3 retransmits");
        assertThat(code()).contains(DiagnosisCode.PEER_UNREACHABLE);
        now = now.plusSeconds(31);
        read("[IKE] retransmit 1 of request with message ID 0");
        assertThat(code()).contains(DiagnosisCode.PEER_SILENT);
    }

    @Test
    void aPeerThatAnswersIsReachableWhateverRoutersSay() {
        read(REFUSED);
        clues.noWay("[AGT] no way", now);
        assertThat(code()).contains(DiagnosisCode.REFUSED_BY_PEER);
        read("[IKE] retransmit 1 of request with message ID 0");
        assertThat(code()).contains(DiagnosisCode.PEER_UNREACHABLE);
    }

    @Test
    void aTunnelThatIsUpHasNoCauseButAFreshOne() {
        read(REFUSED);
        clues.dropOld(now.plusSeconds(4));
        assertThat(code()).isPresent();
        clues.dropOld(now.plusSeconds(6));
        assertThat(code()).isEmpty();
        assertThat(clues.reason()).isEmpty();
    }
}
