package dev.causeway.controller.dispatch;

import java.nio.charset.StandardCharsets;
import java.time.Instant;

/// What a host says, in a form that the database takes, so that one odd line of a log or a clock gone mad keeps nothing
/// else of a report from being held.
final class Storable {

    private static final Instant LAST = Instant.parse("9999-12-31T23:59:59Z");

    private Storable() {}

    /// The same without null characters and halves of surrogate pairs.
    static String text(String said) {
        return new String(said.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8).replace('\0', '?');
    }

    /// The same, or the nearest moment between 1970 and 9999.
    static Instant moment(Instant said) {
        if (said.isBefore(Instant.EPOCH)) {
            return Instant.EPOCH;
        }
        return said.isAfter(LAST) ? LAST : said;
    }
}
