package dev.causeway.agent.ipsec;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/// Why a tunnel is not up, found in the daemon's own words.
final class Cause {

    private static final List<Rule> RULES = List.of(
            rule(
                    "AUTHENTICATION_FAILED",
                    "AUTHENTICATION_FAILED|MAC mismatched|HASH mismatch|calculated HASH does not"),
            rule("AUTHENTICATION_FAILED", "could not decrypt payloads|decryption failed|message parsing failed"),
            rule("AUTHENTICATION_FAILED", "no matching peer config found|no shared key found|no private key found"),
            rule("AUTHENTICATION_FAILED", "constraint check failed|IDr '.*' does not match|PAYLOAD_MALFORMED"),
            rule("NO_PROPOSAL_CHOSEN", "NO_PROPOSAL_CHOSEN|INVALID_KE_PAYLOAD.*error|no acceptable (proposal|\\w+ALG)"),
            rule("NO_PROPOSAL_CHOSEN", "no (matching )?(IKE|peer) config found|proposals? unacceptable"),
            rule("TS_UNACCEPTABLE", "TS_UNACCEPTABLE|traffic selectors .*unacceptable|INVALID_ID_INFORMATION"),
            rule("TS_UNACCEPTABLE", "no matching CHILD_SA config found"),
            rule("PEER_SILENT", "giving up after \\d+ retransmits|peer not responding|DPD check timed out"),
            rule("PEER_SILENT", "^\\[IKE\\] retransmit \\d+ of request"),
            rule("UNREACHABLE", "error writing to socket|Network is unreachable|No route to host"),
            rule("DELETED_BY_PEER", "received DELETE for IKE_SA"),
            rule("NOT_INSTALLED", "unable to install (IPsec|inbound|outbound)|failed to install"));

    private Cause() {}

    /// The cause that a line of the log names, with the line's text.
    static Optional<String> in(String line) {
        return RULES.stream()
                .filter(rule -> rule.pattern.matcher(line).find())
                .findFirst()
                .map(rule -> rule.word + ": " + line.replaceFirst("^\\[\\w+\\] ", ""));
    }

    private static Rule rule(String word, String pattern) {
        return new Rule(word, Pattern.compile(pattern));
    }

    private record Rule(String word, Pattern pattern) {}
}
