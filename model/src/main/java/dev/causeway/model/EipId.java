package dev.causeway.model;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.UUID;

/// The identifier of an elastic IP address.
public record EipId(@JsonValue UUID value) implements ResourceId {

    @JsonCreator
    public EipId {}

    public static EipId random() {
        return new EipId(UUID.randomUUID());
    }

    /// Reads an identifier as callers write it.
    ///
    /// @throws InvalidInput if the text is not of the form that [ResourceId#parse] accepts
    public static EipId parse(String text) {
        return new EipId(ResourceId.parse(text));
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
