package dev.causeway.controller.identity;

import dev.causeway.model.PasswordHash;
import java.util.Optional;

/// A user, or the operator.
///
/// @param domain the user's; the operator has none
public record Account(String id, String name, PasswordHash password, Optional<Domain> domain) {

    /// A tenant.
    public record Domain(String id, String name) {}

    /// Secrets stay out of whatever prints this.
    @Override
    public String toString() {
        return "Account[" + id + "]";
    }
}
