package dev.causeway.controller.web;

import java.nio.charset.StandardCharsets;

/// What strings hold that are no text: null characters, which the database does not take, and halves of surrogate
/// pairs, which have no form in UTF-8. JSON can carry both.
final class Text {

    private Text() {}

    /// Whether it can be stored and answered as it is.
    static boolean isPlain(String text) {
        return text.indexOf('\0') < 0 && StandardCharsets.UTF_8.newEncoder().canEncode(text);
    }

    /// The same with a question mark in place of each half of a surrogate pair, so that it can be answered.
    static String writable(String text) {
        return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
    }
}
