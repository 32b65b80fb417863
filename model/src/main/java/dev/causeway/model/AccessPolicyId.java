package dev.causeway.model;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.UUID;

/// The identifier of an access policy of a VPN server.
public record AccessPolicyId(@JsonValue UUID value) implements ResourceId {

    @JsonCreator
    public AccessPolicyId {}

    public static AccessPolicyId random() {
        return new AccessPolicyId(UUID.randomUUID());
    }

    /// Reads an identifier as callers write it.
    ///
    /// @throws InvalidInput if the text is not of the form that [ResourceId#parse] accepts
    public static AccessPolicyId parse(String text) {
        return new AccessPolicyId(ResourceId.parse(text));
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
