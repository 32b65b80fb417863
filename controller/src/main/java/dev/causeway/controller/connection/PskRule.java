package dev.causeway.controller.connection;

import dev.causeway.model.InvalidInput;
import dev.causeway.model.PreSharedKey;
import java.util.stream.Stream;

/// Which texts may be pre-shared keys. No message repeats the text: it is a secret even when it is refused.
final class PskRule {

    static final String SPECIAL = "~`!@#$%^()-_+={ },./:;";

    private static final int SHORTEST = 8;
    private static final int LONGEST = 128;
    private static final int CLASSES = 3;

    private PskRule() {}

    static PreSharedKey parse(String text) {
        long upper = text.chars().filter(c -> c >= 'A' && c <= 'Z').count();
        long lower = text.chars().filter(c -> c >= 'a' && c <= 'z').count();
        long digits = text.chars().filter(c -> c >= '0' && c <= '9').count();
        long special = text.chars().filter(c -> SPECIAL.indexOf(c) >= 0).count();
        boolean foreign = upper + lower + digits + special < text.length();
        long classes = Stream.of(upper, lower, digits, special)
                .filter(count -> count > 0)
                .count();
        if (text.length() < SHORTEST || text.length() > LONGEST || foreign || classes < CLASSES) {
            throw new InvalidInput(
                    "must be %d to %d characters of at least %d of the four kinds: capital letters, small letters,"
                            + " digits, and the special characters %s",
                    SHORTEST, LONGEST, CLASSES, SPECIAL);
        }
        return new PreSharedKey(text);
    }
}
