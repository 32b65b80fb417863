package dev.causeway.model.document;

import com.fasterxml.jackson.annotation.JsonEnumDefaultValue;
import dev.causeway.model.ConnectionId;
import dev.causeway.model.Ipv4;
import dev.causeway.model.NodeId;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

/// How a node's BGP session with a customer gateway is doing.
///
/// @param peer the customer gateway's address in the tunnel
/// @param asn the customer gateway's AS number
/// @param state the word of the protocol in lower case, such as `established`
/// @param since when it entered this state, by the host's clock
/// @param received how many routes the customer gateway announces
/// @param accepted how many of them are used
/// @param messagesIn since the session was configured, as `messagesOut`
/// @param trouble a word that begins with `bgp-` or `bfd-` and says why there is no session, with what the daemon says
///     of it behind; empty if nothing is the matter
public record BgpPeerReport(
        ConnectionId connection,
        NodeId node,
        Ipv4 peer,
        long asn,
        String state,
        Instant since,
        int received,
        int accepted,
        long messagesIn,
        long messagesOut,
        Bfd bfd,
        String trouble)
        implements ReportPart {

    public BgpPeerReport {
        Objects.requireNonNull(connection);
        Objects.requireNonNull(node);
        Objects.requireNonNull(peer);
        Objects.requireNonNull(state);
        Objects.requireNonNull(since);
        Objects.requireNonNull(bfd);
        Objects.requireNonNull(trouble);
    }

    /// That of the node that has the tunnel.
    @Override
    public DocumentKey document() {
        return DocumentKey.node(node);
    }

    @Override
    public Optional<LogSource> log() {
        return Optional.empty();
    }

    /// Whether the session is watched by BFD.
    public enum Bfd {
        /// It is not, or the other end is not seen.
        @JsonEnumDefaultValue
        DOWN,
        UP
    }
}
