package dev.causeway.model;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.UUID;

/// The identifier of a bandwidth, the limit that one EIP or several share.
public record BandwidthId(@JsonValue UUID value) implements ResourceId {

    @JsonCreator
    public BandwidthId {}

    public static BandwidthId random() {
        return new BandwidthId(UUID.randomUUID());
    }

    /// Reads an identifier as callers write it.
    ///
    /// @throws InvalidInput if the text is not of the form that [ResourceId#parse] accepts
    public static BandwidthId parse(String text) {
        return new BandwidthId(ResourceId.parse(text));
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
