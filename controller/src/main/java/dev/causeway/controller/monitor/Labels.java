package dev.causeway.controller.monitor;

import java.util.LinkedHashMap;
import java.util.Map;

/// What a value in an exposition is of, in the order in which it is told.
final class Labels {

    private Labels() {}

    static Map<String, String> of(String name, String value) {
        return and(Map.of(), name, value);
    }

    static Map<String, String> of(String name, String value, String second, String itsValue) {
        return and(of(name, value), second, itsValue);
    }

    static Map<String, String> and(Map<String, String> labels, String name, String value) {
        Map<String, String> more = new LinkedHashMap<>(labels);
        more.put(name, value);
        return more;
    }
}
