package dev.causeway.model;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.UUID;

/// The identifier of a data-plane host.
public record HostId(@JsonValue UUID value) implements ResourceId {

    @JsonCreator
    public HostId {}

    public static HostId random() {
        return new HostId(UUID.randomUUID());
    }

    /// Reads an identifier as callers write it.
    ///
    /// @throws InvalidInput if the text is not of the form that [ResourceId#parse] accepts
    public static HostId parse(String text) {
        return new HostId(ResourceId.parse(text));
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
