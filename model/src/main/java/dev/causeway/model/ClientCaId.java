package dev.causeway.model;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.UUID;

/// The identifier of a client CA of a VPN server.
public record ClientCaId(@JsonValue UUID value) implements ResourceId {

    @JsonCreator
    public ClientCaId {}

    public static ClientCaId random() {
        return new ClientCaId(UUID.randomUUID());
    }

    /// Reads an identifier as callers write it.
    ///
    /// @throws InvalidInput if the text is not of the form that [ResourceId#parse] accepts
    public static ClientCaId parse(String text) {
        return new ClientCaId(ResourceId.parse(text));
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
