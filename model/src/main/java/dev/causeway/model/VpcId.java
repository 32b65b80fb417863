package dev.causeway.model;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.UUID;

/// The identifier of a VPC.
public record VpcId(@JsonValue UUID value) implements ResourceId {

    @JsonCreator
    public VpcId {}

    public static VpcId random() {
        return new VpcId(UUID.randomUUID());
    }

    /// Reads an identifier as callers write it.
    ///
    /// @throws InvalidInput if the text is not of the form that [ResourceId#parse] accepts
    public static VpcId parse(String text) {
        return new VpcId(ResourceId.parse(text));
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
