package dev.causeway.controller.identity;

import dev.causeway.model.ProjectId;
import java.util.List;

/// What a call is signed with, and whose it is.
///
/// @param projects of the account's domain, oldest first
record SigningKey(String secret, Account account, List<ProjectId> projects) {

    /// What the vault binds a secret to.
    static String context(String accessKey) {
        return "access-key/" + accessKey;
    }

    /// Secrets stay out of whatever prints this.
    @Override
    public String toString() {
        return "SigningKey[" + account.name() + "]";
    }
}
