package dev.causeway.model.document;

import dev.causeway.model.ClientUserId;
import dev.causeway.model.Ipv4;
import dev.causeway.model.NodeId;
import dev.causeway.model.ServerId;
import dev.causeway.model.SessionId;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

/// A client that is connected.
///
/// @param user absent if the client showed a certificate
/// @param name of the user, or the common name of the certificate
/// @param from the address that the client connects from
/// @param address the client's address in the VPN
/// @param since when it was connected, by the host's clock
/// @param counters traffic since then
/// @param counted when that was read
public record SessionReport(
        SessionId session,
        ServerId server,
        NodeId node,
        Optional<ClientUserId> user,
        String name,
        Ipv4 from,
        int port,
        Ipv4 address,
        Instant since,
        Counters counters,
        Instant counted)
        implements ReportPart {

    public SessionReport {
        Objects.requireNonNull(session);
        Objects.requireNonNull(server);
        Objects.requireNonNull(node);
        Objects.requireNonNull(user);
        Objects.requireNonNull(name);
        Objects.requireNonNull(from);
        Objects.requireNonNull(address);
        Objects.requireNonNull(since);
        Objects.requireNonNull(counters);
        Objects.requireNonNull(counted);
    }

    /// That of the node that runs the server.
    @Override
    public DocumentKey document() {
        return DocumentKey.node(node);
    }

    @Override
    public Optional<LogSource> log() {
        return Optional.empty();
    }

    /// Traffic inside the tunnel. In is from the client, out towards it.
    public record Counters(long packetsIn, long packetsOut, long bytesIn, long bytesOut) {}
}
