package dev.causeway.model.document;

import com.fasterxml.jackson.annotation.JsonEnumDefaultValue;
import dev.causeway.model.ConnectionId;
import dev.causeway.model.NodeId;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

/// Whether a customer gateway answers.
///
/// @param since when the verdict was first this, by the host's clock
public record ProbeReport(ConnectionId connection, NodeId node, ProbeKind kind, Verdict verdict, Instant since)
        implements ReportPart {

    public ProbeReport {
        Objects.requireNonNull(connection);
        Objects.requireNonNull(node);
        Objects.requireNonNull(kind);
        Objects.requireNonNull(verdict);
        Objects.requireNonNull(since);
    }

    /// That of the node that asks.
    @Override
    public DocumentKey document() {
        return DocumentKey.node(node);
    }

    @Override
    public Optional<LogSource> log() {
        return Optional.empty();
    }

    /// What is made of the answers. A word of a later version is read as `UNDECIDED`: nothing follows from it.
    public enum Verdict {
        @JsonEnumDefaultValue
        UNDECIDED,
        PASSES,
        FAILS
    }
}
