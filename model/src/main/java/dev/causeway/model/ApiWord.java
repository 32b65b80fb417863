package dev.causeway.model;

import java.util.Map;

/// A value of a closed set that the API writes as a fixed word, such as `sha2-256`.
public interface ApiWord {

    /// The value as requests and answers write it.
    String word();

    /// Finds the value for a word.
    ///
    /// @throws InvalidInput naming all accepted words, if none of them is `text`
    static <E extends Enum<E> & ApiWord> E parse(Class<E> set, String text) {
        Map<String, ApiWord> words = Words.OF_SET.get(set);
        ApiWord found = words.get(text);
        if (found == null) {
            String sent = Quote.of(String.valueOf(text));
            throw new InvalidInput("must be one of %s, not '%s'", String.join(", ", words.keySet()), sent);
        }
        return set.cast(found);
    }
}
