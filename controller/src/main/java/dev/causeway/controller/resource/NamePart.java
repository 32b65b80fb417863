package dev.causeway.controller.resource;

import dev.causeway.controller.web.Call;
import dev.causeway.controller.web.Parameter;
import dev.causeway.model.InvalidInput;
import java.util.Optional;

/// A part of the names that a list shall hold, whatever the case of the letters A to Z.
public record NamePart(String text) {

    private static final int LONGEST = 64;

    public static final Parameter<NamePart> PARAMETER = Parameter.text(
            "name_contains",
            "only what has this in its name, 1 to %d characters, whatever the case of A to Z".formatted(LONGEST),
            NamePart::new);

    public NamePart {
        int length = text.codePointCount(0, text.length());
        if (length < 1 || length > LONGEST) {
            throw new InvalidInput("must have 1 to %d characters", LONGEST);
        }
    }

    /// Reads the parameter by which lists are restricted.
    public static Optional<NamePart> filter(Call call) {
        return call.query(PARAMETER);
    }

    /// What names are compared with by `ILIKE`.
    public String pattern() {
        return pattern(text);
    }

    /// What names that have a part are compared with by `LIKE`: no character of the part stands for others.
    public static String pattern(String part) {
        return "%" + part.replaceAll("[\\\\%_]", "\\\\$0") + "%";
    }
}
