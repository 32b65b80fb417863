package dev.causeway.model.document;

import dev.causeway.model.NodeId;
import dev.causeway.model.ServerId;
import dev.causeway.model.SessionId;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;

/// Who may connect to a VPN server. It changes with every user, and changes neither the node's document nor its daemon:
/// connections that hold no longer end, and nothing else is touched.
///
/// @param node that runs the server
/// @param open whether anybody is let in at all; a frozen gateway lets in nobody
/// @param mostSessions connections at a time
/// @param ended connections that shall end, whatever else holds
public record AccessDocument(
        ServerId server,
        NodeId node,
        long generation,
        boolean wanted,
        boolean open,
        int mostSessions,
        Access access,
        List<SessionId> ended,
        Optional<UUID> edition)
        implements Document {

    public AccessDocument {
        Objects.requireNonNull(server);
        Objects.requireNonNull(node);
        Objects.requireNonNull(access);
        ended = List.copyOf(ended);
        Objects.requireNonNull(edition);
    }

    @Override
    public DocumentKey key() {
        return DocumentKey.access(server);
    }

    /// Without users and authorities, so that no hash of theirs is written on a host once more.
    @Override
    public AccessDocument withdrawn() {
        return new AccessDocument(
                server,
                node,
                generation,
                false,
                false,
                mostSessions,
                new Access.ByPassword(List.of(), List.of()),
                List.of(),
                edition);
    }

    @Override
    public AccessDocument in(UUID drawn) {
        return new AccessDocument(
                server, node, generation, wanted, open, mostSessions, access, ended, Optional.of(drawn));
    }
}
