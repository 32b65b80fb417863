package dev.causeway.model.document;

import com.fasterxml.jackson.annotation.JsonEnumDefaultValue;
import com.fasterxml.jackson.annotation.JsonInclude;
import dev.causeway.model.ConnectionId;
import dev.causeway.model.NodeId;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

/// How one tunnel is doing.
///
/// @param generation of the connection's settings that the daemon holds; 0 before the first
/// @param reason the daemon's word for why it is not up, or why it cannot be applied; empty otherwise
/// @param since when it entered this state
/// @param counters traffic since the tunnel was made; rekeying does not reset them
/// @param evidence of why it is not up, where the daemon saw that
public record TunnelReport(
        ConnectionId connection,
        NodeId node,
        long generation,
        State state,
        String reason,
        Instant since,
        Counters counters,
        @JsonInclude(JsonInclude.Include.NON_ABSENT) Optional<Evidence> evidence)
        implements ReportPart {

    public TunnelReport {
        Objects.requireNonNull(connection);
        Objects.requireNonNull(node);
        Objects.requireNonNull(state);
        Objects.requireNonNull(reason);
        Objects.requireNonNull(since);
        Objects.requireNonNull(counters);
        Objects.requireNonNull(evidence);
    }

    public TunnelReport(
            ConnectionId connection,
            NodeId node,
            long generation,
            State state,
            String reason,
            Instant since,
            Counters counters) {
        this(connection, node, generation, state, reason, since, counters, Optional.empty());
    }

    /// That of the node that has the tunnel.
    @Override
    public DocumentKey document() {
        return DocumentKey.node(node);
    }

    @Override
    public Optional<LogSource> log() {
        return Optional.of(new LogSource.Connection(connection));
    }

    /// What was observed of a tunnel. A word of a later version is read as `APPLYING`: nothing follows from it.
    public enum State {
        /// The daemon does not hold the wanted settings yet.
        @JsonEnumDefaultValue
        APPLYING,
        /// A child SA is installed and the peer has confirmed it.
        UP,
        /// Applied, but there is no confirmed child SA.
        DOWN,
        /// The settings cannot be applied on this host.
        FAILED
    }

    /// Traffic inside the tunnel, in the direction seen from the gateway.
    public record Counters(long packetsIn, long packetsOut, long bytesIn, long bytesOut) {

        public static final Counters NONE = new Counters(0, 0, 0, 0);
    }
}
