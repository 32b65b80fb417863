package dev.causeway.agent.openvpn;

import dev.causeway.model.PasswordHash;

/// Compares passwords with hashes. It takes its time, as it shall, and is asked from several threads.
@FunctionalInterface
public interface PasswordCheck {

    boolean matches(PasswordHash hash, String password);
}
