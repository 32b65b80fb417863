package dev.causeway.controller.web;

import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;

/// How much is still read of what was refused, so that a client that sends all before it looks for an answer finds that
/// answer.
final class Drain {

    static final Duration LONGEST = Duration.ofSeconds(5);

    private static final long MOST = 16L << 20;

    private final Supplier<Optional<ClientConnections.Place>> places;
    private Optional<ClientConnections.Place> place = Optional.empty();
    private boolean begun;
    private long passed;

    /// @param places gives a place to read more than any client may send, if there is one
    Drain(Supplier<Optional<ClientConnections.Place>> places) {
        this.places = places;
    }

    void begin() {
        begun = true;
    }

    boolean begun() {
        return begun;
    }

    /// Counts octets.
    ///
    /// @return whether more may come
    boolean pass(int octets) {
        passed += octets;
        if (passed > Bodies.FREE && place.isEmpty()) {
            place = places.get();
        }
        return passed <= Bodies.FREE || (passed <= MOST && place.isPresent());
    }

    void end() {
        place.ifPresent(ClientConnections.Place::close);
        place = Optional.empty();
    }
}
