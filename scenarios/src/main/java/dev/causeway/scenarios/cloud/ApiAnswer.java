package dev.causeway.scenarios.cloud;

import java.time.Duration;
import tools.jackson.databind.JsonNode;

/// The answer to a call.
public record ApiAnswer(String call, int status, JsonNode body, Duration took) {

    /// The answer itself if it has the expected status.
    ///
    /// @throws IllegalStateException with the answer, if it has another
    public ApiAnswer expect(int expected) {
        if (status != expected) {
            throw new IllegalStateException("%s answered %d, not %d: %s".formatted(call, status, expected, body));
        }
        return this;
    }

    /// A text in the body, by its path such as `/vpn_gateway/id`.
    ///
    /// @throws IllegalStateException if there is none
    public String text(String pointer) {
        JsonNode found = body.at(pointer);
        if (!found.isString()) {
            throw new IllegalStateException("%s: nothing at %s in %s".formatted(call, pointer, body));
        }
        return found.asString();
    }
}
