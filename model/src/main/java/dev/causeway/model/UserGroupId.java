package dev.causeway.model;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.UUID;

/// The identifier of a group of users of a VPN server.
public record UserGroupId(@JsonValue UUID value) implements ResourceId {

    @JsonCreator
    public UserGroupId {}

    public static UserGroupId random() {
        return new UserGroupId(UUID.randomUUID());
    }

    /// Reads an identifier as callers write it.
    ///
    /// @throws InvalidInput if the text is not of the form that [ResourceId#parse] accepts
    public static UserGroupId parse(String text) {
        return new UserGroupId(ResourceId.parse(text));
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
