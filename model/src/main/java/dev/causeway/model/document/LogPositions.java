package dev.causeway.model.document;

import java.util.List;
import java.util.Objects;

/// How far the controller holds the logs and blocks of a host: what an agent need not send again after its start.
public record LogPositions(List<Held> held, List<HeldBlock> blocks) {

    public LogPositions {
        held = List.copyOf(held);
        blocks = List.copyOf(blocks);
    }

    public LogPositions(List<Held> held) {
        this(held, List.of());
    }

    /// The position of the last line that is held of one source.
    public record Held(LogSource source, long position) {

        public Held {
            Objects.requireNonNull(source);
        }
    }

    /// The number of the newest block that is held of one source.
    public record HeldBlock(BlockKey key, long number) {

        public HeldBlock {
            Objects.requireNonNull(key);
        }
    }
}
