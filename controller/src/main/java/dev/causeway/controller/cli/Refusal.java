package dev.causeway.controller.cli;

import com.google.errorprone.annotations.FormatMethod;
import java.io.Serial;
import java.net.URI;
import java.time.Duration;

/// Why the command cannot be done, in one sentence for the person who typed it.
final class Refusal extends RuntimeException {

    @Serial
    private static final long serialVersionUID = 1;

    @FormatMethod
    Refusal(String sentence, Object... arguments) {
        super(sentence.formatted(arguments));
    }

    static Refusal nothingAnswers(URI endpoint) {
        return new Refusal("nothing answers at %s; is the service running? See ./causeway status", endpoint);
    }

    static Refusal noEnd(URI endpoint, Duration patience) {
        return new Refusal("%s does not answer to the end within %d s", endpoint, patience.toSeconds());
    }
}
