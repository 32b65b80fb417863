package dev.causeway.model.document;

import dev.causeway.model.PreSharedKey;
import java.util.Objects;
import java.util.Optional;

/// By what the two ends of a tunnel know each other.
public sealed interface Authentication {

    /// A pre-shared key.
    ///
    /// @param key absent until the tenant sets one; without it the tunnel stays down
    record SharedKey(Optional<PreSharedKey> key) implements Authentication {

        public SharedKey {
            Objects.requireNonNull(key);
        }
    }
}
