package dev.causeway.model;

import java.util.LinkedHashMap;
import java.util.Map;

/// The values of each closed set by their words, in the order of the set: rows and requests are full of words.
final class Words extends ClassValue<Map<String, ApiWord>> {

    static final Words OF_SET = new Words();

    private Words() {}

    @Override
    protected Map<String, ApiWord> computeValue(Class<?> set) {
        Map<String, ApiWord> words = new LinkedHashMap<>();
        for (Object value : set.getEnumConstants()) {
            if (value instanceof ApiWord word) {
                words.put(word.word(), word);
            }
        }
        return words;
    }
}
