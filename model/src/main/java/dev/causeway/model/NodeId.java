package dev.causeway.model;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.UUID;

/// The identifier of a gateway node: one EIP (or private address) of a gateway and all that serves it.
public record NodeId(@JsonValue UUID value) implements ResourceId {

    @JsonCreator
    public NodeId {}

    public static NodeId random() {
        return new NodeId(UUID.randomUUID());
    }

    /// Reads an identifier as callers write it.
    ///
    /// @throws InvalidInput if the text is not of the form that [ResourceId#parse] accepts
    public static NodeId parse(String text) {
        return new NodeId(ResourceId.parse(text));
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
