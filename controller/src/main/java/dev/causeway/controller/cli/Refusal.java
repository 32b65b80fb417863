package dev.causeway.controller.cli;

import com.google.errorprone.annotations.FormatMethod;
import java.io.Serial;

/// Why the command cannot be done, in one sentence for the person who typed it.
final class Refusal extends RuntimeException {

    @Serial
    private static final long serialVersionUID = 1;

    @FormatMethod
    Refusal(String sentence, Object... arguments) {
        super(sentence.formatted(arguments));
    }
}
