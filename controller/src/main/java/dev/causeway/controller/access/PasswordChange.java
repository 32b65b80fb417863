package dev.causeway.controller.access;

import dev.causeway.controller.web.JsonReader;
import dev.causeway.model.InvalidInput;
import java.util.Optional;

/// The body of a request for another password.
///
/// @param old absent where it need not be known
record PasswordChange(Optional<String> old, NewPassword wanted) {

    static PasswordChange byUser(JsonReader in) {
        return new PasswordChange(
                Optional.ofNullable(in.required("old_password", text -> text)),
                in.required("new_password", NewPassword::parse));
    }

    static PasswordChange byAdministrator(JsonReader in) {
        return new PasswordChange(Optional.empty(), in.required("new_password", NewPassword::parse));
    }

    /// Checks it against the user whose it shall be.
    ///
    /// @throws InvalidInput with its code
    PasswordChange of(ClientUser user) {
        InvalidInput.within("new_password", () -> wanted.requireNot(user.name()));
        return this;
    }

    @Override
    public String toString() {
        return "PasswordChange";
    }
}
