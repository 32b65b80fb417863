package dev.causeway.model;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.UUID;

/// The identifier of a project, the tenant's unit of ownership: 32 hexadecimal digits in lower case.
public record ProjectId(@JsonValue String value) {

    private static final int LENGTH = 32;

    @JsonCreator
    public ProjectId {
        if (!hasForm(value)) {
            throw new InvalidInput("a project ID has 32 hexadecimal digits in lower case");
        }
    }

    /// By hand, as every row that is read has one.
    private static boolean hasForm(String text) {
        for (int i = 0; i < text.length(); i++) {
            char digit = text.charAt(i);
            if ((digit < '0' || digit > '9') && (digit < 'a' || digit > 'f')) {
                return false;
            }
        }
        return text.length() == LENGTH;
    }

    public static ProjectId random() {
        return new ProjectId(UUID.randomUUID().toString().replace("-", ""));
    }

    @Override
    public String toString() {
        return value;
    }
}
