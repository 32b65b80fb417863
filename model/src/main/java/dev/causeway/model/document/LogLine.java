package dev.causeway.model.document;

import dev.causeway.model.ConnectionId;
import java.time.Instant;
import java.util.Objects;

/// One line of a connection's log, in the daemon's own words.
///
/// @param position rises along the log of a connection; a line that is reported twice has the same position both times
public record LogLine(ConnectionId connection, long position, Instant time, String text) {
    public LogLine {
        Objects.requireNonNull(connection);
        Objects.requireNonNull(time);
        Objects.requireNonNull(text);
    }
}
