package dev.causeway.agent.routing;

import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;

/// What a daemon tells of a peer.
///
/// @param state the word of the protocol in lower case
/// @param up how long it is established; zero if it is not
/// @param down how long ago the last session ended, as far as that is known
/// @param updates how often the peer has announced something
/// @param established how often it came to be established since the daemon started
/// @param retry milliseconds until it is tried again, if it announced too much
/// @param reason why the last session ended; may be empty
record PeerSight(
        String state,
        Duration up,
        Duration down,
        int accepted,
        long messagesIn,
        long messagesOut,
        long updates,
        int established,
        OptionalInt retry,
        boolean bfdUp,
        String reason) {

    /// What a reason begins with that the peer gave.
    static final String PEER_SAYS = "the peer says: ";

    private static final String ESTABLISHED = "established";
    /// A peer announces its routes soon after the session is established.
    private static final Duration TO_BEGIN = Duration.ofSeconds(3);

    private static final String NO_DAEMON = "the routing daemon has failed";

    /// What is so when there is no daemon. What was counted before stays, so that another daemon's count is
    /// seen to be another one.
    static PeerSight lost(Optional<PeerSight> before) {
        return new PeerSight(
                "idle",
                Duration.ZERO,
                Duration.ZERO,
                0,
                before.map(PeerSight::messagesIn).orElse(0L),
                before.map(PeerSight::messagesOut).orElse(0L),
                before.map(PeerSight::updates).orElse(0L),
                before.map(PeerSight::established).orElse(0),
                OptionalInt.empty(),
                false,
                NO_DAEMON);
    }

    /// The same, seen after another sight. What BFD says of a session that had ended before is not why it did.
    PeerSight after(PeerSight before) {
        boolean isLate = !isEstablished()
                && !before.isEstablished()
                && before.established == established
                && !before.reason.isEmpty()
                && isDetected();
        return isLate ? because(before.reason) : this;
    }

    /// The same for another reason.
    PeerSight because(String other) {
        return new PeerSight(
                state, up, down, accepted, messagesIn, messagesOut, updates, established, retry, bfdUp, other);
    }

    /// Whether BFD ended the session.
    boolean isDetected() {
        return reason.contains("BFD");
    }

    boolean isEstablished() {
        return state.equals(ESTABLISHED);
    }

    /// Whether it announced more than it may, and waits to be tried again.
    boolean isLimited() {
        return retry.isPresent();
    }

    /// A word that says what keeps the peer's networks from being reached, and what there is to say of it; empty if
    /// nothing does.
    ///
    /// @param received how many routes the peer announces
    /// @param why they are not used
    String trouble(int received, Filtered why) {
        if (!isEstablished()) {
            return word() + " " + (reason.isEmpty() ? "there was no session yet" : reason);
        }
        if (accepted > 0 || up.compareTo(TO_BEGIN) < 0) {
            return "";
        }
        if (received == 0) {
            return "bgp-nothing-announced the peer announces no route";
        }
        return "%s none of the %d routes that the peer announces is used: %s"
                .formatted(
                        why.isOfSubnets() ? "bgp-nothing-accepted" : "bgp-nothing-usable",
                        received,
                        why.text(received));
    }

    private String word() {
        if (isLimited()) {
            return "bgp-route-limit";
        }
        if (reason.equals(NO_DAEMON)) {
            return "bgp-daemon-failed";
        }
        if (reason.contains("Bad Peer AS")) {
            return reason.startsWith(PEER_SAYS) ? "bgp-asn-refused" : "bgp-asn-mismatch";
        }
        if (reason.contains("Hold Timer Expired")) {
            return "bgp-hold-expired";
        }
        return isDetected() ? "bfd-down" : "bgp-no-answer";
    }
}
