package dev.causeway.agent.ipsec;

import dev.causeway.model.PreSharedKey;
import java.util.Objects;
import java.util.Optional;

/// By what the two ends of a tunnel prove who they are.
public sealed interface Credential {

    /// Why the daemon cannot begin anything with it yet; empty if it can.
    Optional<String> shortcoming();

    /// A key that both have.
    ///
    /// @param key none until there is one: then the daemon holds the connection and begins nothing
    record Secret(Optional<PreSharedKey> key) implements Credential {

        public Secret {
            Objects.requireNonNull(key);
        }

        @Override
        public Optional<String> shortcoming() {
            return key.isPresent() ? Optional.empty() : Optional.of("NO_PRE_SHARED_KEY: no pre-shared key is set");
        }
    }
}
