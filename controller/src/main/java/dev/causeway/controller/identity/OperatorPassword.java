package dev.causeway.controller.identity;

import dev.causeway.controller.database.Database;
import dev.causeway.controller.web.Call;
import dev.causeway.controller.web.Caller;
import dev.causeway.controller.web.Reply;
import dev.causeway.model.Forbidden;
import dev.causeway.model.PasswordHash;
import dev.causeway.model.Unauthenticated;
import dev.causeway.model.password.Passwords;

/// Sets the operator's password. It is needed by people in a browser alone: whoever signs calls shows none.
final class OperatorPassword {

    private final Database database;
    private final KnownCallers known;
    private final Passwords passwords;

    OperatorPassword(Database database, KnownCallers known, Passwords passwords) {
        this.database = database;
        this.known = known;
        this.passwords = passwords;
    }

    /// `PUT /admin/v1/operator/password`. The signature stands in for the old password, which nobody may know any more.
    /// So nothing else does: who has found a browser with a session keeps nobody out by a password of its own.
    Reply set(Call call) {
        if (call.header("Authorization").isEmpty()) {
            throw new Forbidden(
                    "the operator's password is set by a signed call, as ./causeway operator password makes");
        }
        PasswordHash hash = passwords.hash(call.read(body -> body.required("password", Tokens::newPassword)));
        database.change(tx -> new IdentityTable(tx).setPassword(operator(call), hash));
        known.forget();
        return Reply.noContent();
    }

    private static String operator(Call call) {
        return switch (call.caller()) {
            case Caller.Operator(String name) -> name;
            case Caller.User _, Caller.Nobody _, Caller.Host _ ->
                throw new Unauthenticated("the caller is not the operator");
        };
    }
}
