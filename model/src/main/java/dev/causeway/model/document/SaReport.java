package dev.causeway.model.document;

import dev.causeway.model.ConnectionId;
import dev.causeway.model.NodeId;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

/// What a connection carries between one pair of networks, which is wanted or was negotiated.
///
/// @param local the gateway's side, as a traffic selector is written
/// @param remote the customer's side
/// @param counters traffic since the tunnel was made; neither rekeying nor a new daemon resets them
/// @param counted when that was read
public record SaReport(
        ConnectionId connection,
        NodeId node,
        String local,
        String remote,
        TunnelReport.Counters counters,
        Instant counted)
        implements ReportPart {

    public SaReport {
        Objects.requireNonNull(connection);
        Objects.requireNonNull(node);
        Objects.requireNonNull(local);
        Objects.requireNonNull(remote);
        Objects.requireNonNull(counters);
        Objects.requireNonNull(counted);
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
}
