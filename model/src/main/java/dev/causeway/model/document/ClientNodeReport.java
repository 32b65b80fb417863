package dev.causeway.model.document;

import dev.causeway.model.NodeId;
import java.util.Objects;
import java.util.Optional;

/// What a node that serves clients has to offer.
///
/// @param offered what a daemon that is started now is made of
public record ClientNodeReport(NodeId node, Software offered) implements ReportPart {

    public ClientNodeReport {
        Objects.requireNonNull(node);
        Objects.requireNonNull(offered);
    }

    @Override
    public DocumentKey document() {
        return DocumentKey.node(node);
    }

    @Override
    public Optional<LogSource> log() {
        return Optional.of(new LogSource.Node(node));
    }
}
