package dev.causeway.model.document;

import java.util.Objects;

/// What a daemon is made of.
///
/// @param version of the program, such as `2.6.14`
/// @param settings the revision of the settings that the agent gives it, which later versions of the agent raise
public record Software(String version, int settings) {

    public Software {
        Objects.requireNonNull(version);
    }
}
