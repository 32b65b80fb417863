package dev.causeway.model;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.UUID;

/// The identifier of a monitor of the way to a customer gateway.
public record MonitorId(@JsonValue UUID value) implements ResourceId {

    @JsonCreator
    public MonitorId {}

    public static MonitorId random() {
        return new MonitorId(UUID.randomUUID());
    }

    /// Reads an identifier as callers write it.
    ///
    /// @throws InvalidInput if the text is not of the form that [ResourceId#parse] accepts
    public static MonitorId parse(String text) {
        return new MonitorId(ResourceId.parse(text));
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
