package dev.causeway.model;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.UUID;

/// The identifier of a subnet of a VPC.
public record SubnetId(@JsonValue UUID value) implements ResourceId {

    @JsonCreator
    public SubnetId {}

    public static SubnetId random() {
        return new SubnetId(UUID.randomUUID());
    }

    /// Reads an identifier as callers write it.
    ///
    /// @throws InvalidInput if the text is not of the form that [ResourceId#parse] accepts
    public static SubnetId parse(String text) {
        return new SubnetId(ResourceId.parse(text));
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
