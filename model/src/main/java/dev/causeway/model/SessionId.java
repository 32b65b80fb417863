package dev.causeway.model;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.UUID;

/// The identifier of a client's connection to a VPN server.
public record SessionId(@JsonValue UUID value) implements ResourceId {

    @JsonCreator
    public SessionId {}

    public static SessionId random() {
        return new SessionId(UUID.randomUUID());
    }

    /// Reads an identifier as callers write it.
    ///
    /// @throws InvalidInput if the text is not of the form that [ResourceId#parse] accepts
    public static SessionId parse(String text) {
        return new SessionId(ResourceId.parse(text));
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
