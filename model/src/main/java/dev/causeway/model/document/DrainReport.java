package dev.causeway.model.document;

import com.fasterxml.jackson.annotation.JsonEnumDefaultValue;
import dev.causeway.model.NodeId;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

/// How far traffic has left a node. A node that is not drained tells none.
///
/// @param drain that is followed, as the node's document names it
/// @param begun when the node began to turn traffic away, by the host's clock
/// @param since when this state was entered, by the host's clock
/// @param passing whether packets between the cloud and customers, or between customers, passed the node at the last
///     look, as they may again after it was quiet
public record DrainReport(NodeId node, Instant drain, State state, Instant begun, Instant since, boolean passing)
        implements ReportPart {

    public DrainReport {
        Objects.requireNonNull(node);
        Objects.requireNonNull(drain);
        Objects.requireNonNull(state);
        Objects.requireNonNull(begun);
        Objects.requireNonNull(since);
    }

    @Override
    public DocumentKey document() {
        return DocumentKey.node(node);
    }

    @Override
    public Optional<LogSource> log() {
        return Optional.empty();
    }

    /// A word of a later version is read as `DRAINING`: nothing follows from it.
    public enum State {
        /// It is waited for traffic to leave.
        @JsonEnumDefaultValue
        DRAINING,
        /// Nothing but what the node itself says passed its tunnels any more.
        QUIET,
        /// It was waited for as long as it may be, and there was traffic still.
        OVERDUE
    }
}
