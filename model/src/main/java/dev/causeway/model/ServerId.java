package dev.causeway.model;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.UUID;

/// The identifier of a VPN server: what the clients of a P2C VPN gateway connect to.
public record ServerId(@JsonValue UUID value) implements ResourceId {

    @JsonCreator
    public ServerId {}

    public static ServerId random() {
        return new ServerId(UUID.randomUUID());
    }

    /// Reads an identifier as callers write it.
    ///
    /// @throws InvalidInput if the text is not of the form that [ResourceId#parse] accepts
    public static ServerId parse(String text) {
        return new ServerId(ResourceId.parse(text));
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
