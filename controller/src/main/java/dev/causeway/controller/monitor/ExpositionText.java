package dev.causeway.controller.monitor;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.StringJoiner;

/// A text as Prometheus reads it (version 0.0.4): the values of a name stand together, behind what it is.
final class ExpositionText {

    private final Map<String, StringBuilder> families = new LinkedHashMap<>();

    /// Whether a number only grows.
    enum Kind {
        GAUGE,
        COUNTER
    }

    /// Says what a name means. Its values follow in any order.
    ExpositionText family(String name, Kind kind, String help) {
        families.computeIfAbsent(
                name,
                _ -> new StringBuilder()
                        .append("# HELP %s %s\n# TYPE %s %s\n"
                                .formatted(name, help, name, kind.name().toLowerCase(Locale.ROOT))));
        return this;
    }

    /// Adds a value of a name whose meaning was said.
    ///
    /// @param labels neither names nor values need to be escaped
    void value(String name, Map<String, String> labels, String value) {
        var all = new StringJoiner(",", "{", "}");
        labels.forEach((label, text) -> all.add(label + "=\"" + text + "\""));
        families.get(name).append(name).append(all).append(' ').append(value).append('\n');
    }

    @Override
    public String toString() {
        return String.join("", families.values());
    }
}
