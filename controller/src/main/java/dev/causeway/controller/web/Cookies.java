package dev.causeway.controller.web;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// The cookies that a call brings.
public final class Cookies {

    private Cookies() {}

    /// The value of a cookie, unless it is there more than once: nobody knows which of them is meant.
    public static Optional<String> value(Call call, String name) {
        String begin = name + "=";
        List<String> values = call.headerAll("Cookie").stream()
                .flatMap(header -> Arrays.stream(header.split(";", -1)))
                .map(String::strip)
                .filter(cookie -> cookie.startsWith(begin))
                .map(cookie -> cookie.substring(begin.length()))
                .toList();
        return values.size() == 1 ? Optional.of(values.getFirst()) : Optional.empty();
    }
}
