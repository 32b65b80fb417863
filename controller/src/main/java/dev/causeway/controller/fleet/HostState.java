package dev.causeway.controller.fleet;

import dev.causeway.model.ApiWord;
import java.time.Instant;
import java.util.Optional;

/// Whether a host is there. Computed from what was heard and the clock; never stored.
enum HostState implements ApiWord {
    HEARD("heard"),
    /// Nobody has heard of it for long enough that its word is worth nothing, or ever.
    SILENT("silent"),
    /// It counts as lost until its agent enrols.
    LOST("lost");

    private final String word;

    HostState(String word) {
        this.word = word;
    }

    @Override
    public String word() {
        return word;
    }

    static HostState of(boolean lost, Optional<Instant> heard, Instant now) {
        if (lost) {
            return LOST;
        }
        return heard.filter(at -> at.isAfter(now.minus(Hosts.LIVING))).isPresent() ? HEARD : SILENT;
    }
}
