package dev.causeway.agent.network;

import java.util.Objects;

/// Names an exit. Two nodes never have exits of the same name.
public record ExitId(String text) {

    public ExitId {
        Objects.requireNonNull(text);
    }

    @Override
    public String toString() {
        return text;
    }
}
