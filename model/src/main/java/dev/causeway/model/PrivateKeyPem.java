package dev.causeway.model;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/// A private key in PEM (PKCS #8), written from its parsed form. Its text never shows in a log or an error:
/// printing one prints stars.
public record PrivateKeyPem(@JsonValue String text) {

    @JsonCreator
    public PrivateKeyPem {}

    @Override
    public String toString() {
        return "********";
    }
}
