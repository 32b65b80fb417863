package dev.causeway.controller.identity;

import dev.causeway.controller.web.JsonReader;
import java.util.List;
import java.util.Optional;

/// The body of `POST /v3/auth/tokens`.
record TokenRequest(Proof proof, TokenScope scope) {

    private static final String PASSWORD = "password";
    private static final String TOKEN = "token";

    /// How the caller shows who it is.
    sealed interface Proof {

        /// By a password, of a user named by id, or by name and domain.
        record Password(Optional<String> userId, Optional<String> userName, Optional<String> domain, String password)
                implements Proof {

            /// Secrets stay out of whatever prints this.
            @Override
            public String toString() {
                return "Password";
            }
        }

        /// By a token that it has.
        record Bearer(String token) implements Proof {

            @Override
            public String toString() {
                return "Bearer";
            }
        }
    }

    static TokenRequest read(JsonReader body) {
        return body.requiredObject(
                "auth",
                auth -> new TokenRequest(
                        auth.requiredObject("identity", TokenRequest::proof), TokenScope.optional(auth)));
    }

    private static Proof proof(JsonReader identity) {
        List<String> methods = identity.requiredList("methods", text -> text);
        if (List.of(TOKEN).equals(methods)) {
            return identity.requiredObject(TOKEN, token -> new Proof.Bearer(token.required("id", text -> text)));
        }
        if (methods != null && !methods.equals(List.of(PASSWORD))) {
            identity.violation("methods", "must be [\"password\"] or [\"token\"]");
        }
        return identity.requiredObject(PASSWORD, password -> password.requiredObject("user", TokenRequest::user));
    }

    private static Proof user(JsonReader user) {
        Optional<String> id = user.optional("id", text -> text);
        Optional<String> name = user.optional("name", text -> text);
        Optional<String> domain = user.optionalObject("domain", TokenRequest::idOrName);
        if (id.isEmpty() && (name.isEmpty() || domain.isEmpty())) {
            user.violation("name", "is needed, with a domain, or else an id");
        }
        return new Proof.Password(id, name, domain, user.required("password", text -> text));
    }

    private static String idOrName(JsonReader named) {
        Optional<String> id = named.optional("id", text -> text);
        return id.isPresent() ? id.get() : named.required("name", text -> text);
    }
}
