package dev.causeway.controller.web;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/// What stands before the body of a request.
///
/// @param path still percent-encoded
/// @param query likewise, empty if there is none
/// @param headers names in lower case; each octet of a value is one character
record RequestHead(String method, String path, String query, Map<String, List<String>> headers) {

    /// How the end of a body is found.
    sealed interface Framing {

        record None() implements Framing {}

        /// Ends after so many octets.
        ///
        /// @param size more than 0
        record Length(long size) implements Framing {}

        record Chunked() implements Framing {}
    }

    /// A request that is no proper HTTP/1.1.
    static final class Malformed extends Exception {

        private static final long serialVersionUID = 1;

        Malformed(String message) {
            super(message, null, false, false);
        }
    }

    private static final int MOST_DIGITS = 18;

    List<String> all(String header) {
        return headers.getOrDefault(header, List.of());
    }

    /// Whether a header that is a list names a word.
    boolean names(String header, String word) {
        return words(header).anyMatch(word::equals);
    }

    /// Tells where the body ends. What could be read in two ways is refused.
    Framing framing() throws Malformed {
        List<String> lengths = all("content-length");
        if (headers.containsKey("transfer-encoding")) {
            if (!lengths.isEmpty() || !words("transfer-encoding").toList().equals(List.of("chunked"))) {
                throw new Malformed("the transfer encoding is not chunked alone");
            }
            return new Framing.Chunked();
        }
        if (lengths.isEmpty()) {
            return new Framing.None();
        }
        String digits = lengths.getFirst();
        if (lengths.size() > 1 || digits.isEmpty() || digits.length() > MOST_DIGITS || !isDigits(digits)) {
            throw new Malformed("the content length is not one number");
        }
        long size = Long.parseLong(digits);
        return size == 0 ? new Framing.None() : new Framing.Length(size);
    }

    private Stream<String> words(String header) {
        return all(header).stream()
                .flatMap(value -> Arrays.stream(value.split(",", -1)))
                .map(word -> word.strip().toLowerCase(Locale.ROOT))
                .filter(word -> !word.isEmpty());
    }

    private static boolean isDigits(String text) {
        return text.chars().allMatch(c -> c >= '0' && c <= '9');
    }
}
