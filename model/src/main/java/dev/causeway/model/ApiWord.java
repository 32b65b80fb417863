package dev.causeway.model;

import java.util.Arrays;
import java.util.stream.Collectors;

/// A value of a closed set that the API writes as a fixed word, such as `sha2-256`.
public interface ApiWord {

    /// The value as requests and answers write it.
    String word();

    /// Finds the value for a word.
    ///
    /// @throws InvalidInput naming all accepted words, if none of them is `text`
    static <E extends Enum<E> & ApiWord> E parse(Class<E> set, String text) {
        return Arrays.stream(set.getEnumConstants())
                .filter(value -> value.word().equals(text))
                .findFirst()
                .orElseThrow(() -> new InvalidInput("must be one of %s, not '%s'", words(set), text));
    }

    private static <E extends Enum<E> & ApiWord> String words(Class<E> set) {
        return Arrays.stream(set.getEnumConstants()).map(ApiWord::word).collect(Collectors.joining(", "));
    }
}
