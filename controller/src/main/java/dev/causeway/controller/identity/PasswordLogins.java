package dev.causeway.controller.identity;

import dev.causeway.controller.database.Database;
import dev.causeway.model.Unauthenticated;
import dev.causeway.model.password.Passwords;
import java.util.Optional;

/// Finds out whether somebody knows the password of an account.
final class PasswordLogins {

    private final Database database;
    private final Passwords passwords;

    PasswordLogins(Database database, Passwords passwords) {
        this.database = database;
        this.passwords = passwords;
    }

    /// The account of a user whose password was shown.
    ///
    /// @throws Unauthenticated if it was not
    Account user(TokenRequest.Proof.Password proof) {
        Optional<Account> found = database.read(tx -> {
            var table = new IdentityTable(tx);
            return proof.userId().isPresent()
                    ? table.account(proof.userId().get())
                    : table.accountByName(
                            proof.domain().orElseThrow(), proof.userName().orElseThrow());
        });
        return checked(found, proof.password());
    }

    /// The account of an operator whose password was shown. One that was drawn when the account was made does not
    /// count: nobody needs to know it.
    ///
    /// @throws Unauthenticated if it was not, or there is none that counts
    Account operator(String name, String password) {
        Optional<IdentityTable.OperatorAccount> found = database.first(IdentityTable.operator(name));
        if (found.filter(operator -> !operator.hasChosen()).isPresent()) {
            throw new Unauthenticated("the operator has no password yet: set one with ./causeway operator password");
        }
        return checked(found.map(IdentityTable.OperatorAccount::account), password);
    }

    /// An account, if it is there and has this password. Takes equally long if it is not there.
    ///
    /// @throws Unauthenticated if it is not there, or has another password
    Account checked(Optional<Account> found, String password) {
        if (found.isEmpty()) {
            passwords.pretend(password);
        }
        return found.filter(account -> passwords.matches(password, account.password()))
                .orElseThrow(PasswordLogins::wrong);
    }

    /// Also when the password was right a moment ago and is another now.
    static Unauthenticated wrong() {
        return new Unauthenticated("the user or the password is wrong");
    }
}
