package dev.causeway.agent.openvpn;

import static org.assertj.core.api.Assertions.assertThat;

import dev.causeway.model.password.Passwords;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PasswordCheckTest {

    @Test
    void onlyTheRightPasswordOfAKnownUserMatches() {
        var passwords = new Passwords(1);
        PasswordCheck check = PasswordCheck.by(passwords);
        var hash = Optional.of(passwords.hash("p w,\"'\\=$x"));
        assertThat(check.matches(hash, "p w,\"'\\=$x")).isTrue();
        assertThat(check.matches(hash, "p w,\"'\\=$X")).isFalse();
        assertThat(check.matches(Optional.empty(), "nobody has this password")).isFalse();
    }
}
