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
        List<Named> roles,
        List<Service> catalog) {

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
}
