package dev.causeway.controller.web;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/// What a client says it takes, in a header such as `Accept` or `Accept-Encoding`.
public final class Accepted {

    private Accepted() {}

    /// Whether a header names a word as taken. What stands for everything does not name it.
    ///
    /// @param word in lower case
    public static boolean names(Call call, String header, String word) {
        return call.headerAll(header).stream()
                .flatMap(value -> Arrays.stream(value.split(",", -1)))
                .map(part -> Arrays.stream(part.split(";", -1))
                        .map(piece -> piece.strip().toLowerCase(Locale.ROOT))
                        .toList())
                .anyMatch(part -> part.getFirst().equals(word) && !refuses(part));
    }

    private static boolean refuses(List<String> part) {
        return part.stream().skip(1).anyMatch(piece -> piece.matches("q *= *0(\\.0*)?"));
    }
}
