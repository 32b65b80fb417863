package dev.causeway.model.document;

import java.time.Instant;
import java.util.Objects;

/// One line of a log, in the words of the program that wrote it.
///
/// @param position rises along the log of a source; a line that is reported twice has the same position both times
public record LogLine(LogSource source, long position, Instant time, String text) {
    public LogLine {
        Objects.requireNonNull(source);
        Objects.requireNonNull(time);
        Objects.requireNonNull(text);
    }
}
