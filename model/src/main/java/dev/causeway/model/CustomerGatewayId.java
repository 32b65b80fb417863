package dev.causeway.model;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.UUID;

/// The identifier of a customer gateway.
public record CustomerGatewayId(@JsonValue UUID value) implements ResourceId {

    @JsonCreator
    public CustomerGatewayId {}

    public static CustomerGatewayId random() {
        return new CustomerGatewayId(UUID.randomUUID());
    }

    /// Reads an identifier as callers write it.
    ///
    /// @throws InvalidInput if the text is not of the form that [ResourceId#parse] accepts
    public static CustomerGatewayId parse(String text) {
        return new CustomerGatewayId(ResourceId.parse(text));
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
