package dev.causeway.model;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.UUID;

/// The identifier of an upgrade of a gateway.
public record JobId(@JsonValue UUID value) implements ResourceId {

    @JsonCreator
    public JobId {}

    public static JobId random() {
        return new JobId(UUID.randomUUID());
    }

    /// Reads an identifier as callers write it.
    ///
    /// @throws InvalidInput if the text is not of the form that [ResourceId#parse] accepts
    public static JobId parse(String text) {
        return new JobId(ResourceId.parse(text));
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
