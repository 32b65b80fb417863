package dev.causeway.agent.routing;

import dev.causeway.model.ConnectionId;
import java.time.Instant;

/// What was last seen of a BGP session with a customer.
///
/// @param state the word of the protocol in lower case, such as `established`
/// @param since when it entered this state, by the host's clock
/// @param received how many routes the customer sends
/// @param accepted how many of them are used
/// @param messagesIn since the session was configured, as `messagesOut`
/// @param bfdUp whether BFD watches the session and sees the other end
/// @param trouble a word that begins with `bgp-` or `bfd-` and says why there is no session, and what the daemon says
///     of it; empty if nothing is the matter
public record ObservedNeighbour(
        ConnectionId connection,
        String state,
        Instant since,
        int received,
        int accepted,
        long messagesIn,
        long messagesOut,
        boolean bfdUp,
        String trouble) {

    public boolean isEstablished() {
        return state.equals("established");
    }
}
