package dev.causeway.controller.access;

import dev.causeway.model.P2cCode;
import dev.causeway.model.PasswordHash;
import dev.causeway.model.password.Passwords;
import java.util.List;
import java.util.stream.Stream;

/// Hashes of users' passwords. All this takes long, so no transaction is open meanwhile.
final class UserPasswords {

    /// How many passwords of a user are remembered, with the one that holds: another must differ from all of them.
    static final int REMEMBERED = 5;

    private final Passwords passwords;

    UserPasswords(Passwords passwords) {
        this.passwords = passwords;
    }

    PasswordHash hash(NewPassword password) {
        return passwords.hash(password.text());
    }

    List<PasswordHash> hashAll(List<NewPassword> all) {
        return passwords.hashAll(all.stream().map(NewPassword::text).toList());
    }

    /// Judges a change of a user's password.
    ///
    /// @return the hash of the new one
    PasswordHash changed(ClientUserTable.WithPassword user, PasswordChange change) {
        NewPassword wanted = change.wanted();
        change.old().filter(old -> !passwords.matches(old, user.password())).ifPresent(_ -> {
            throw P2cCode.OLD_PASSWORD_WRONG.at("old_password");
        });
        boolean known = Stream.concat(Stream.of(user.password()), user.earlier().stream())
                .limit(REMEMBERED)
                .anyMatch(before -> passwords.matches(wanted.text(), before));
        if (known) {
            throw P2cCode.PASSWORD_AS_BEFORE
                    .fault()
                    .because("it must differ from the last %d", REMEMBERED)
                    .at("new_password");
        }
        return passwords.hash(wanted.text());
    }
}
