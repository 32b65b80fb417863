package dev.causeway.controller.identity;

import dev.causeway.controller.web.JsonReader;
import java.util.List;
import java.util.Optional;

/// The body of `POST /v3/auth/tokens`, as far as it is about a password.
record TokenRequest(
        Optional<String> userId, Optional<String> userName, Optional<String> domain, String password, Scope scope) {

    /// What the token shall be for.
    sealed interface Scope {

        /// A project by its id or name.
        record OfProject(String idOrName) implements Scope {}

        /// The domain as a whole.
        record OfDomain() implements Scope {}

        /// The user's first project: what a request that says nothing gets.
        record Usual() implements Scope {}
    }

    static TokenRequest read(JsonReader body) {
        return body.requiredObject("auth", auth -> {
            Scope scope = auth.optionalObject("scope", TokenRequest::scope).orElseGet(Scope.Usual::new);
            return auth.requiredObject("identity", identity -> identity(identity, scope));
        });
    }

    private static TokenRequest identity(JsonReader identity, Scope scope) {
        List<String> methods = identity.requiredList("methods", text -> text);
        if (methods != null && !methods.equals(List.of("password"))) {
            identity.violation("methods", "must be [\"password\"]");
        }
        return identity.requiredObject(
                "password", password -> password.requiredObject("user", user -> user(user, scope)));
    }

    private static TokenRequest user(JsonReader user, Scope scope) {
        Optional<String> id = user.optional("id", text -> text);
        Optional<String> name = user.optional("name", text -> text);
        Optional<String> domain = user.optionalObject("domain", TokenRequest::idOrName);
        if (id.isEmpty() && (name.isEmpty() || domain.isEmpty())) {
            user.violation("name", "is needed, with a domain, or else an id");
        }
        return new TokenRequest(id, name, domain, user.required("password", text -> text), scope);
    }

    private static Scope scope(JsonReader scope) {
        return scope.optionalObject("project", TokenRequest::idOrName)
                .<Scope>map(Scope.OfProject::new)
                .orElseGet(() -> scope.has("domain") ? new Scope.OfDomain() : new Scope.Usual());
    }

    private static String idOrName(JsonReader named) {
        Optional<String> id = named.optional("id", text -> text);
        return id.isPresent() ? id.get() : named.required("name", text -> text);
    }

    /// Secrets stay out of whatever prints this.
    @Override
    public String toString() {
        return "TokenRequest[" + scope + "]";
    }
}
