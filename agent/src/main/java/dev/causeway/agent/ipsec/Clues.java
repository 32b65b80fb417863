package dev.causeway.agent.ipsec;

import dev.causeway.agent.ipsec.DaemonLog.Line;
import dev.causeway.model.DiagnosisCode;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What a daemon's log tells of why its tunnel is not up: the last line that names a cause, and what went
/// before it.
final class Clues {

    private static final Duration FRESH = Duration.ofSeconds(5);

    /// So long what our daemon found out itself counts more than that the peer refused us, as it does by turns when
    /// both begin to negotiate.
    private static final Duration FOUND_OUT = Duration.ofMinutes(2);

    /// So long after a router said that it knows no way to the peer, it is no news that the peer is silent.
    private static final Duration NO_WAY = Duration.ofSeconds(30);

    private static final Set<DiagnosisCode> OUR_OWN =
            Set.of(DiagnosisCode.PSK_MISMATCH, DiagnosisCode.IDENTITY_MISMATCH);

    /// So many negotiations are remembered.
    private static final int MOST = 100;

    private static final Pattern REQUEST = Pattern.compile("^\\[ENC] generating (\\w+) request \\d+ \\[ (\\w+)?.*");
    private static final Pattern MESSAGE = Pattern.compile("^\\[ENC] parsed .*");
    private static final Pattern OFFERS = Pattern.compile("^\\[CFG] (received|configured) proposals: (\\w+):.*");
    private static final Pattern SELECTORS = Pattern.compile("traffic selectors (.*) unacceptable");

    private final Map<String, Request> requests = new LinkedHashMap<>();
    private final Map<String, String> received = new HashMap<>();
    private final Map<String, String> configured = new HashMap<>();
    private Optional<Cause> cause = Optional.empty();
    private Instant causeAt = Instant.MIN;
    private Optional<Finding> finding = Optional.empty();
    private Instant foundAt = Instant.MIN;
    private Cause noWay = new Cause("UNREACHABLE", DiagnosisCode.PEER_UNREACHABLE, "");
    private Instant noWayAt = Instant.MIN;

    /// The last request of a negotiation.
    private enum Request {
        /// Sent to port 500.
        FIRST,
        /// The first that goes to port 4500.
        MOVED,
        /// About a child SA.
        CHILD
    }

    /// Takes the lines in their order.
    ///
    /// @param isOwn whether it is about the connection, and not about what anybody may have sent
    void read(Line line, boolean isOwn, Instant now) {
        noteOffer(line, isOwn);
        if (isOwn) {
            noteRequest(line);
            Cause.in(line.text())
                    .map(found -> found.code() == DiagnosisCode.PEER_SILENT && hasNoWay(now) ? noWay : found)
                    .ifPresent(found -> note(found, Optional.ofNullable(requests.get(line.negotiation())), now));
        }
    }

    /// The daemon writes what the two ends have to offer only if they have nothing in common. The first message of
    /// a peer cannot be told from one that somebody else sent by its address, so offers are told beside a cause
    /// and are none themselves.
    private void noteOffer(Line line, boolean isOwn) {
        Matcher offers = OFFERS.matcher(line.text());
        if (offers.matches() && (isOwn || offers.group(2).equals("IKE"))) {
            Map<String, String> side = offers.group(1).equals("received") ? received : configured;
            side.put(offers.group(2), line.text().substring(offers.start(2)));
        }
    }

    private void noteRequest(Line line) {
        Matcher request = REQUEST.matcher(line.text());
        if (request.matches()) {
            requests.remove(line.negotiation());
            requests.put(line.negotiation(), request(request.group(1), Optional.ofNullable(request.group(2))));
            if (requests.size() > MOST) {
                requests.remove(requests.keySet().iterator().next());
            }
        } else if (MESSAGE.matcher(line.text()).matches()) {
            // Whoever says something there is reached by that port.
            requests.remove(line.negotiation(), Request.MOVED);
        }
    }

    private static Request request(String exchange, Optional<String> payload) {
        return switch (exchange) {
            case "IKE_AUTH" -> Request.MOVED;
            case "ID_PROT" -> payload.filter("ID"::equals).isPresent() ? Request.MOVED : Request.FIRST;
            case "QUICK_MODE", "CREATE_CHILD_SA" -> Request.CHILD;
            default -> Request.FIRST;
        };
    }

    /// A router says that it knows no way to the peer. Anybody may say so: it is told of a peer that is silent only.
    ///
    /// @param line that tells it in the log
    /// @return whether nobody has said so for a while
    boolean noWay(String line, Instant now) {
        boolean isNew = !hasNoWay(now);
        noWayAt = now;
        noWay = new Cause("UNREACHABLE", DiagnosisCode.PEER_UNREACHABLE, line);
        if (finding.filter(found -> found.code() != DiagnosisCode.PEER_SILENT).isEmpty()) {
            note(noWay, Optional.empty(), now);
        }
        return isNew;
    }

    private boolean hasNoWay(Instant now) {
        return noWayAt.isAfter(now.minus(NO_WAY));
    }

    /// @param last request before it
    private void note(Cause found, Optional<Request> last, Instant now) {
        cause = Optional.of(found);
        causeAt = now;
        DiagnosisCode code = code(found, last);
        boolean isLess = code == DiagnosisCode.REFUSED_BY_PEER
                && finding.filter(before -> OUR_OWN.contains(before.code())).isPresent()
                && foundAt.isAfter(now.minus(FOUND_OUT));
        if (!isLess) {
            finding = Optional.of(finding(code, found.line()));
            foundAt = now;
        }
    }

    /// What a line means after that request.
    private static DiagnosisCode code(Cause found, Optional<Request> last) {
        if (found.code() == DiagnosisCode.PEER_SILENT && last.equals(Optional.of(Request.MOVED))) {
            return DiagnosisCode.PORT_4500_BLOCKED;
        }
        return found.code() == DiagnosisCode.IKE_PROPOSAL_MISMATCH && last.equals(Optional.of(Request.CHILD))
                ? DiagnosisCode.ESP_PROPOSAL_MISMATCH
                : found.code();
    }

    private Finding finding(DiagnosisCode code, String line) {
        if (code == DiagnosisCode.IKE_PROPOSAL_MISMATCH) {
            return offered(code, line, "IKE");
        }
        if (code == DiagnosisCode.ESP_PROPOSAL_MISMATCH) {
            return offered(code, line, "ESP");
        }
        Matcher wanted = SELECTORS.matcher(line);
        return new Finding(code, line, "", wanted.find() ? wanted.group(1) : "");
    }

    private Finding offered(DiagnosisCode code, String line, String protocol) {
        String theirs = received.getOrDefault(protocol, "");
        return new Finding(code, line, theirs.isEmpty() ? "" : configured.getOrDefault(protocol, ""), theirs);
    }

    /// Why the tunnel is not up, in the daemon's words; empty if it gave none.
    String reason() {
        return cause.map(Cause::reason).orElse("");
    }

    /// What is told of that.
    Optional<Finding> finding() {
        return finding;
    }

    /// The tunnel is up. The daemon writes why it gives up before it does, so a fresh cause may be that of the
    /// end to come.
    void dropOld(Instant now) {
        if (causeAt.isBefore(now.minus(FRESH))) {
            cause = Optional.empty();
            finding = Optional.empty();
            doubt();
        }
    }

    /// Settings have changed: what was offered before is so no longer, and what was found out may be over.
    void doubt() {
        received.clear();
        configured.clear();
        foundAt = Instant.MIN;
        noWayAt = Instant.MIN;
    }
}
