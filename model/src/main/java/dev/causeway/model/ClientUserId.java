package dev.causeway.model;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.UUID;

/// The identifier of a user of a VPN server.
public record ClientUserId(@JsonValue UUID value) implements ResourceId {

    @JsonCreator
    public ClientUserId {}

    public static ClientUserId random() {
        return new ClientUserId(UUID.randomUUID());
    }

    /// Reads an identifier as callers write it.
    ///
    /// @throws InvalidInput if the text is not of the form that [ResourceId#parse] accepts
    public static ClientUserId parse(String text) {
        return new ClientUserId(ResourceId.parse(text));
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
