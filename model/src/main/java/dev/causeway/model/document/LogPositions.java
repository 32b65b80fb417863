package dev.causeway.model.document;

import java.util.List;
import java.util.Objects;

/// How far the controller holds the logs of a host: what an agent need not send again after its start.
public record LogPositions(List<Held> held) {

    public LogPositions {
        held = List.copyOf(held);
    }

    /// The position of the last line that is held of one source.
    public record Held(LogSource source, long position) {

        public Held {
            Objects.requireNonNull(source);
        }
    }
}
