package dev.causeway.agent.openvpn;

import dev.causeway.model.PasswordHash;
import dev.causeway.model.password.Passwords;
import java.util.Optional;

/// Compares passwords with hashes. It takes its time, as it shall, and is asked from several threads.
@FunctionalInterface
public interface PasswordCheck {

    /// Whether a password is the one that was hashed.
    ///
    /// @param hash absent if there is no such user: that takes as long, and matches nothing
    boolean matches(Optional<PasswordHash> hash, String password);

    /// By libargon2.
    static PasswordCheck by(Passwords passwords) {
        return (hash, password) -> {
            if (hash.isEmpty()) {
                passwords.pretend(password);
            }
            return hash.isPresent() && passwords.matches(password, hash.get());
        };
    }
}
