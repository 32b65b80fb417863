package dev.causeway.model.document;

import java.util.Objects;
import java.util.UUID;

/// Whose a block is, and of what kind.
///
/// @param source identifies the connection or the node
public record BlockKey(UUID source, Kind kind) {

    public BlockKey {
        Objects.requireNonNull(source);
        Objects.requireNonNull(kind);
    }

    /// What a block tells.
    public enum Kind {
        ROUTES,
        LINK,
        TUNNEL,
        TRAFFIC
    }
}
