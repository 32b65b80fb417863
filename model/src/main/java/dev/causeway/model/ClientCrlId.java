package dev.causeway.model;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.UUID;

/// The identifier of a list in which a client CA of a VPN server revokes certificates.
public record ClientCrlId(@JsonValue UUID value) implements ResourceId {

    @JsonCreator
    public ClientCrlId {}

    public static ClientCrlId random() {
        return new ClientCrlId(UUID.randomUUID());
    }

    /// Reads an identifier as callers write it.
    ///
    /// @throws InvalidInput if the text is not of the form that [ResourceId#parse] accepts
    public static ClientCrlId parse(String text) {
        return new ClientCrlId(ResourceId.parse(text));
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
