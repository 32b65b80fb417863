package dev.causeway.agent.ipsec;

import dev.causeway.model.PreSharedKey;
import java.util.Objects;
import java.util.Optional;

/// By what the two ends of a tunnel prove who they are.
public sealed interface Credential {

    /// A key that both have.
    ///
    /// @param key none until there is one: then the daemon holds the connection and begins nothing
    record Secret(Optional<PreSharedKey> key) implements Credential {

        public Secret {
            Objects.requireNonNull(key);
        }
    }
}
