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

    private static final String ESTABLISHED = "established";
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

    boolean isEstablished() {
        return state.equals(ESTABLISHED);
    }

    /// Whether it announced more than it may, and waits to be tried again.
    boolean isLimited() {
        return retry.isPresent();
    }

    /// A word that says what keeps the peer's networks from being reached, and what the daemon says of it;
    /// empty if nothing does.
    String trouble() {
        if (isEstablished()) {
            return accepted == 0 ? "bgp-nothing-accepted" : "";
        }
        return (word() + " " + reason).strip();
    }

    private String word() {
        if (isLimited()) {
            return "bgp-route-limit";
        }
        if (reason.equals(NO_DAEMON)) {
            return "bgp-daemon-failed";
        }
        if (reason.contains("Bad Peer AS")) {
            return "bgp-asn-mismatch";
        }
        if (reason.contains("Hold Timer Expired")) {
            return "bgp-hold-expired";
        }
        return reason.contains("BFD") ? "bfd-down" : "bgp-no-answer";
    }
}
