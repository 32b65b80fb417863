package dev.causeway.controller.identity;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// A token as the answer describes it.
record TokenView(
        Instant expiresAt,
        Instant issuedAt,
        List<String> methods,
        Optional<Scope> project,
        Optional<Named> domain,
        User user,
        Optional<List<Named>> roles,
        Optional<List<Service>> catalog) {

    private static final Named ROLE = new Named("0", "te_admin");

    record Named(String id, String name) {}

    record Scope(String id, String name, Named domain) {}

    record User(
            String id,
            String name,
            Named domain,
            @JsonProperty("password_expires_at") String passwordExpiresAt) {}

    record Service(String id, String name, String type, List<ServiceEndpoint> endpoints) {}

    record ServiceEndpoint(
            String id, @JsonProperty("interface") String audience, String region, String regionId, String url) {}

    /// @param domain of the user
    /// @param project that the token is for, if it is for one
    static TokenView of(
            Token token, Account.Domain domain, Optional<Project> project, Optional<List<Service>> catalog) {
        var owner = new Named(domain.id(), domain.name());
        boolean scoped = token.ofDomain() || project.isPresent();
        return new TokenView(
                token.expires(),
                token.issued(),
                token.methods(),
                project.map(scope -> new Scope(scope.id().value(), scope.name(), owner)),
                Optional.of(owner).filter(_ -> token.ofDomain()),
                new User(token.account().id(), token.account().name(), owner, ""),
                Optional.of(List.of(ROLE)).filter(_ -> scoped),
                catalog);
    }
}
