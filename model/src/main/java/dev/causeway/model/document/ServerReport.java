package dev.causeway.model.document;

import com.fasterxml.jackson.annotation.JsonEnumDefaultValue;
import dev.causeway.model.NodeId;
import dev.causeway.model.ServerId;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

/// How a VPN server is doing.
///
/// @param generation of the server's settings that its daemon was seen to follow; 0 before the first
/// @param reason why it is not listening; empty otherwise
/// @param since when it entered this state
/// @param running what the daemon was made of when it was started; absent while there is none
public record ServerReport(
        ServerId server,
        NodeId node,
        long generation,
        State state,
        String reason,
        Instant since,
        Optional<Software> running)
        implements ReportPart {

    public ServerReport {
        Objects.requireNonNull(server);
        Objects.requireNonNull(node);
        Objects.requireNonNull(state);
        Objects.requireNonNull(reason);
        Objects.requireNonNull(since);
        Objects.requireNonNull(running);
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

    /// What was observed of a server. A word of a later version is read as `APPLYING`: nothing follows from it.
    public enum State {
        /// The daemon does not follow the wanted settings yet.
        @JsonEnumDefaultValue
        APPLYING,
        /// The daemon was seen listening with these settings.
        LISTENING,
        /// It cannot be made on this host.
        FAILED
    }
}
