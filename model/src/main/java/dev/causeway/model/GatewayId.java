package dev.causeway.model;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.UUID;

/// The identifier of a VPN gateway, or of a P2C VPN gateway.
public record GatewayId(@JsonValue UUID value) implements ResourceId {

    @JsonCreator
    public GatewayId {}

    public static GatewayId random() {
        return new GatewayId(UUID.randomUUID());
    }

    /// Reads an identifier as callers write it.
    ///
    /// @throws InvalidInput if the text is not of the form that [ResourceId#parse] accepts
    public static GatewayId parse(String text) {
        return new GatewayId(ResourceId.parse(text));
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
