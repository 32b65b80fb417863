package dev.causeway.agent.app;

import dev.causeway.agent.openvpn.PasswordCheck;
import dev.causeway.model.PasswordHash;
import dev.causeway.model.password.Passwords;
import java.util.Optional;

/// Compares passwords by libargon2, which is loaded when somebody logs in for the first time: a host without clients
/// does without it.
final class LibraryPasswords implements PasswordCheck {

    /// One login may take one processor.
    private static final int AT_ONCE = Math.max(1, Runtime.getRuntime().availableProcessors());

    private PasswordCheck library;

    @Override
    public boolean matches(Optional<PasswordHash> hash, String password) {
        return loaded().matches(hash, password);
    }

    private synchronized PasswordCheck loaded() {
        if (library == null) {
            library = PasswordCheck.by(new Passwords(AT_ONCE));
        }
        return library;
    }
}
