package dev.causeway.controller.connection;

import dev.causeway.controller.reports.Symptoms;
import dev.causeway.model.DiagnosisCode;
import dev.causeway.model.document.Evidence;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// What is the matter with a connection. Computed as its status is; never stored.
///
/// @param evidence what its host says of that; empty if it says nothing
/// @param ours what we offer the peer; empty if that is not the matter
/// @param theirs what the peer offers, where that was seen
/// @param atPeer whether only the peer can be otherwise, and nothing of the connection
record Diagnosis(DiagnosisCode code, String evidence, String ours, String theirs, boolean atPeer) {

    /// A word in capitals, as reports begin with, or in small letters, and what is said of it.
    private static final Pattern REASON = Pattern.compile("([A-Za-z0-9_-]+):?\\s*(.*)", Pattern.DOTALL);

    private static final String NODE_FAILED =
            "the node of its gateway cannot be made to be as it shall be; whoever runs its host sees the reason";

    private static final Map<String, DiagnosisCode> CODES =
            Arrays.stream(DiagnosisCode.values()).collect(Collectors.toMap(DiagnosisCode::word, Function.identity()));

    /// Words of reports that are no codes themselves.
    private static final Map<String, DiagnosisCode> WORDS = Map.ofEntries(
            Map.entry("no-pre-shared-key", DiagnosisCode.NO_PSK),
            Map.entry("authentication-failed", DiagnosisCode.REFUSED_BY_PEER),
            Map.entry("no-proposal-chosen", DiagnosisCode.IKE_PROPOSAL_MISMATCH),
            Map.entry("ts-unacceptable", DiagnosisCode.TRAFFIC_SELECTOR_MISMATCH),
            Map.entry("unreachable", DiagnosisCode.PEER_UNREACHABLE),
            Map.entry("partly-carried", DiagnosisCode.PARTLY_NEGOTIATED),
            Map.entry("too-many-pairs", DiagnosisCode.PARTLY_NEGOTIATED),
            Map.entry("short-lived", DiagnosisCode.IKE_UNSTABLE),
            Map.entry("no-daemon", DiagnosisCode.DAEMON_FAILED),
            Map.entry("no-answer", DiagnosisCode.DAEMON_FAILED),
            Map.entry("not-installed", DiagnosisCode.DAEMON_FAILED),
            Map.entry("bgp-daemon-failed", DiagnosisCode.DAEMON_FAILED),
            Map.entry("bgp-asn-refused", DiagnosisCode.BGP_ASN_MISMATCH),
            Map.entry("bgp-nothing-announced", DiagnosisCode.BGP_NOTHING_ACCEPTED),
            Map.entry("bgp-nothing-usable", DiagnosisCode.BGP_NOTHING_ACCEPTED));

    /// Those of them by which it is for the peer to change something.
    private static final Set<String> AT_PEER = Set.of("bgp-asn-refused", "bgp-nothing-announced", "bgp-nothing-usable");

    static Diagnosis of(ConnectionStatus status, Symptoms seen) {
        return switch (status) {
            case PENDING_DELETE -> of(DiagnosisCode.APPLYING, "");
            case PENDING_CREATE, PENDING_UPDATE -> failed(seen).orElse(of(DiagnosisCode.APPLYING, ""));
            case UNKNOWN -> of(DiagnosisCode.HOST_SILENT, "");
            case ACTIVE -> told(seen.trouble()).orElse(of(DiagnosisCode.OK, ""));
            case ERROR -> failed(seen).orElse(of(DiagnosisCode.CANNOT_BE_APPLIED, seen.reason()));
            case DOWN ->
                seen.evidence()
                        .flatMap(Diagnosis::of)
                        .or(() -> told(seen.reason()))
                        .or(() -> failed(seen))
                        .orElse(of(DiagnosisCode.APPLYING, ""));
        };
    }

    /// What keeps its host from doing what is wanted.
    private static Optional<Diagnosis> failed(Symptoms seen) {
        return told(seen.reason())
                .filter(found -> found.code == DiagnosisCode.DAEMON_FAILED)
                .or(() -> seen.nodeFailed()
                        ? Optional.of(of(DiagnosisCode.CANNOT_BE_APPLIED, NODE_FAILED))
                        : Optional.empty());
    }

    private static Diagnosis of(DiagnosisCode code, String evidence) {
        return new Diagnosis(code, evidence, "", "", false);
    }

    /// Nothing if a later version calls it by a word that is none here.
    private static Optional<Diagnosis> of(Evidence found) {
        return Optional.ofNullable(CODES.get(found.code()))
                .map(code -> new Diagnosis(code, found.line(), found.ourOffer(), found.theirOffer(), false));
    }

    private static Optional<Diagnosis> told(String text) {
        Matcher reason = REASON.matcher(text);
        if (!reason.matches()) {
            return Optional.empty();
        }
        String word = reason.group(1).toLowerCase(Locale.ROOT).replace('_', '-');
        return Optional.ofNullable(CODES.getOrDefault(word, WORDS.get(word)))
                .map(code -> new Diagnosis(code, reason.group(2), "", "", AT_PEER.contains(word)));
    }

    /// The part of a connection in the API that may have to be another one; nothing if that is not for its tenant to
    /// change, or cannot be told.
    Optional<String> field(SteeringSpec steering) {
        return atPeer ? Optional.empty() : named(steering);
    }

    private Optional<String> named(SteeringSpec steering) {
        return switch (code) {
            case NO_PSK, PSK_MISMATCH -> Optional.of("psk");
            case IDENTITY_MISMATCH -> Optional.of("ikepolicy.peer_id");
            case IKE_PROPOSAL_MISMATCH -> Optional.of("ikepolicy");
            case ESP_PROPOSAL_MISMATCH -> Optional.of("ipsecpolicy");
            case TRAFFIC_SELECTOR_MISMATCH, PARTLY_NEGOTIATED -> networks(steering);
            case PEER_UNREACHABLE, BGP_ASN_MISMATCH -> Optional.of("cgw_id");
            case NQA_FAILED, BGP_NO_ANSWER -> Optional.of("tunnel_peer_address");
            case BGP_NOTHING_ACCEPTED -> Optional.of("peer_subnets");
            case OK,
                    APPLYING,
                    CANNOT_BE_APPLIED,
                    HOST_SILENT,
                    DAEMON_FAILED,
                    REFUSED_BY_PEER,
                    PEER_SILENT,
                    PORT_4500_BLOCKED,
                    DELETED_BY_PEER,
                    IKE_UNSTABLE,
                    BGP_HOLD_EXPIRED,
                    BFD_DOWN,
                    BGP_ROUTE_LIMIT -> Optional.empty();
        };
    }

    /// The selectors of a connection by BGP are always the same.
    private static Optional<String> networks(SteeringSpec steering) {
        return switch (steering) {
            case SteeringSpec.Policy _ -> Optional.of("policy_rules");
            case SteeringSpec.Static _ -> Optional.of("peer_subnets");
            case SteeringSpec.Bgp _ -> Optional.empty();
        };
    }
}
