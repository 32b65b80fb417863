package dev.causeway.agent.ipsec;

import dev.causeway.model.DiagnosisCode;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/// Why a tunnel is not up, found in the daemon's own words.
///
/// @param word what reports call it
/// @param code what the line alone tells; what went before may tell more
/// @param line of the log
record Cause(String word, DiagnosisCode code, String line) {

    private static final String AUTHENTICATION = "AUTHENTICATION_FAILED";
    private static final String PROPOSAL = "NO_PROPOSAL_CHOSEN";
    private static final String SELECTORS = "TS_UNACCEPTABLE";
    private static final String SILENT = "PEER_SILENT";

    private static final List<Rule> RULES = List.of(
            rule(AUTHENTICATION, DiagnosisCode.PSK_MISMATCH, "MAC mismatched|HASH mismatch|calculated HASH does not"),
            rule(AUTHENTICATION, DiagnosisCode.REFUSED_BY_PEER, "AUTHENTICATION_FAILED|PAYLOAD_MALFORMED"),
            // IKEv1 encrypts by the key, and what was encrypted by another one looks like nonsense.
            rule(
                    AUTHENTICATION,
                    DiagnosisCode.PSK_MISMATCH,
                    "could not decrypt payloads|decryption failed|message parsing failed"),
            rule(
                    AUTHENTICATION,
                    DiagnosisCode.IDENTITY_MISMATCH,
                    "no matching peer config found|no shared key found|no private key found"),
            rule(AUTHENTICATION, DiagnosisCode.IDENTITY_MISMATCH, "constraint check failed|IDi?r '.*' does not match"),
            rule(PROPOSAL, DiagnosisCode.ESP_PROPOSAL_MISMATCH, "NO_PROPOSAL_CHOSEN notify, no CHILD_SA"),
            rule(PROPOSAL, DiagnosisCode.ESP_PROPOSAL_MISMATCH, "no acceptable (proposal|\\w+ALG)"),
            rule(PROPOSAL, DiagnosisCode.IKE_PROPOSAL_MISMATCH, "NO_PROPOSAL_CHOSEN|INVALID_KE_PAYLOAD.*error"),
            rule(
                    PROPOSAL,
                    DiagnosisCode.IKE_PROPOSAL_MISMATCH,
                    "no (matching )?IKE config found|proposals? unacceptable"),
            rule(PROPOSAL, DiagnosisCode.IDENTITY_MISMATCH, "no peer config found"),
            rule(
                    SELECTORS,
                    DiagnosisCode.TRAFFIC_SELECTOR_MISMATCH,
                    "TS_UNACCEPTABLE|traffic selectors .*unacceptable|INVALID_ID_INFORMATION"),
            rule(SELECTORS, DiagnosisCode.TRAFFIC_SELECTOR_MISMATCH, "no matching CHILD_SA config found"),
            rule(
                    SILENT,
                    DiagnosisCode.PEER_SILENT,
                    "giving up after \\d+ retransmits|peer not responding|DPD check timed out"),
            rule(SILENT, DiagnosisCode.PEER_SILENT, "^\\[IKE\\] (sending )?retransmit \\d+ of request"),
            rule(
                    "UNREACHABLE",
                    DiagnosisCode.PEER_UNREACHABLE,
                    "error writing to socket|Network is unreachable|No route to host"),
            rule("DELETED_BY_PEER", DiagnosisCode.DELETED_BY_PEER, "received DELETE for IKE_SA"),
            rule(
                    "NOT_INSTALLED",
                    DiagnosisCode.DAEMON_FAILED,
                    "unable to install (IPsec|inbound|outbound)|failed to install"));

    /// The cause that a line of the log names.
    static Optional<Cause> in(String line) {
        return RULES.stream()
                .filter(rule -> rule.pattern.matcher(line).find())
                .findFirst()
                .map(rule -> new Cause(rule.word, rule.code, line));
    }

    /// The word with the line's text.
    String reason() {
        return word + ": " + line.replaceFirst("^\\[\\w+\\] ", "");
    }

    private static Rule rule(String word, DiagnosisCode code, String pattern) {
        return new Rule(word, code, Pattern.compile(pattern));
    }

    private record Rule(String word, DiagnosisCode code, Pattern pattern) {}
}
