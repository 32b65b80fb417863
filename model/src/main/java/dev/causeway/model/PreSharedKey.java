package dev.causeway.model;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/// The secret that the two ends of a tunnel share. Its text never shows in a log or an error: printing one prints
/// stars.
public record PreSharedKey(@JsonValue String secret) {

    @JsonCreator
    public PreSharedKey {}

    @Override
    public String toString() {
        return "********";
    }
}
