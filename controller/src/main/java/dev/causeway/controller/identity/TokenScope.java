package dev.causeway.controller.identity;

import dev.causeway.controller.web.JsonReader;
import dev.causeway.model.Unauthenticated;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/// What a token shall be for, as a request says it. It is met exactly or refused: a token for something else than was
/// asked for would let its bearer work in the wrong place.
sealed interface TokenScope {

    /// A project. What is said of its domain must hold too.
    record OfProject(Named project, Optional<Named> domain) implements TokenScope {}

    /// The domain as a whole.
    record OfDomain(Named domain) implements TokenScope {}

    /// Nothing: such a token tells who somebody is, and can be exchanged for one with a scope.
    record OfNothing() implements TokenScope {}

    /// What the user has most use for, which is the first project.
    record Usual() implements TokenScope {}

    /// Something that there is not here, such as a trust.
    record Unknown(Set<String> what) implements TokenScope {}

    /// What a scope was met with.
    ///
    /// @param ofDomain whether the token is for the domain as a whole
    record Met(Optional<Project> project, boolean ofDomain) {}

    /// A thing by its id, its name or both.
    record Named(Optional<String> id, Optional<String> name) {

        static Named read(JsonReader in) {
            return new Named(in.optional("id", text -> text), in.optional("name", text -> text));
        }

        boolean fits(String itsId, String itsName) {
            return (id.isPresent() || name.isPresent())
                    && id.filter(Predicate.not(itsId::equals)).isEmpty()
                    && name.filter(Predicate.not(itsName::equals)).isEmpty();
        }

        boolean fits(Account.Domain domain) {
            return fits(domain.id(), domain.name());
        }
    }

    static TokenScope optional(JsonReader auth) {
        if (auth.isText("scope")) {
            return auth.optional("scope", TokenScope::word).orElseThrow();
        }
        return auth.optionalObject("scope", TokenScope::read).orElseGet(Usual::new);
    }

    private static TokenScope word(String text) {
        return text.equals("unscoped") ? new OfNothing() : new Unknown(Set.of(text));
    }

    private static TokenScope read(JsonReader scope) {
        Set<String> names = scope.names();
        if (names.isEmpty()) {
            return new Usual();
        }
        if (names.equals(Set.of("project"))) {
            return scope.requiredObject("project", TokenScope::project);
        }
        if (names.equals(Set.of("domain"))) {
            return new OfDomain(scope.requiredObject("domain", Named::read));
        }
        return names.equals(Set.of("unscoped")) ? new OfNothing() : new Unknown(names);
    }

    private static TokenScope project(JsonReader project) {
        return new OfProject(Named.read(project), project.optionalObject("domain", Named::read));
    }

    /// Meets the scope with what a user has.
    ///
    /// @param projects of the user's domain, oldest first
    /// @throws Unauthenticated if the user has nothing of that kind
    default Met met(Account.Domain domain, List<Project> projects) {
        return switch (this) {
            case Usual _ -> new Met(projects.stream().findFirst(), false);
            case OfNothing _ -> new Met(Optional.empty(), false);
            case OfDomain(var named) -> {
                require(named.fits(domain), "the user is not of the domain in scope.domain");
                yield new Met(Optional.empty(), true);
            }
            case OfProject(var named, var owner) -> {
                require(
                        owner.filter(Predicate.not(its -> its.fits(domain))).isEmpty(),
                        "the user is not of the domain in scope.project.domain");
                Optional<Project> project = projects.stream()
                        .filter(each -> named.fits(each.id().value(), each.name()))
                        .findFirst();
                require(project.isPresent(), "the user has no such project");
                yield new Met(project, false);
            }
            case Unknown(var what) ->
                throw new Unauthenticated("there is no token for the scope %s", String.join(", ", what));
        };
    }

    private static void require(boolean holds, String otherwise) {
        if (!holds) {
            throw new Unauthenticated("%s", otherwise);
        }
    }
}
