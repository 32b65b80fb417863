package dev.causeway.model;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/// What is kept of a password: an argon2id hash in PHC form, `$argon2id$v=19$m=...,t=...,p=...$salt$hash`. Whoever
/// has it can try passwords against it, so its text never shows in a log or an error: printing one prints stars.
public record PasswordHash(@JsonValue String text) {

    @JsonCreator
    public PasswordHash {}

    @Override
    public String toString() {
        return "********";
    }
}
