package dev.causeway.controller.access;

import dev.causeway.controller.web.JsonReader;
import dev.causeway.model.InvalidInput;
import java.util.Optional;

/// What tenants write about their things: any text that is not too long.
final class Descriptions {

    private Descriptions() {}

    /// Reads the member `description`.
    ///
    /// @param longest in characters
    static Optional<String> read(JsonReader in, int longest) {
        return in.optional("description", text -> text(text, longest));
    }

    static String text(String text, int longest) {
        if (text.codePointCount(0, text.length()) > longest) {
            throw new InvalidInput("must have at most %d characters", longest);
        }
        return text;
    }
}
