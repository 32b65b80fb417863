package dev.causeway.model;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.UUID;

/// The identifier of a VPN connection.
public record ConnectionId(@JsonValue UUID value) implements ResourceId {

    @JsonCreator
    public ConnectionId {}

    public static ConnectionId random() {
        return new ConnectionId(UUID.randomUUID());
    }

    /// Reads an identifier as callers write it.
    ///
    /// @throws InvalidInput if the text is not of the form that [ResourceId#parse] accepts
    public static ConnectionId parse(String text) {
        return new ConnectionId(ResourceId.parse(text));
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
