package dev.causeway.model;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.UUID;
import java.util.regex.Pattern;

/// The identifier of a project, the tenant's unit of ownership: 32 hexadecimal digits in lower case.
public record ProjectId(@JsonValue String value) {

    private static final Pattern FORM = Pattern.compile("[0-9a-f]{32}");

    @JsonCreator
    public ProjectId {
        if (!FORM.matcher(value).matches()) {
            throw new InvalidInput("a project ID has 32 hexadecimal digits in lower case");
        }
    }

    public static ProjectId random() {
        return new ProjectId(UUID.randomUUID().toString().replace("-", ""));
    }

    @Override
    public String toString() {
        return value;
    }
}
