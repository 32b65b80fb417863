package dev.causeway.agent.ipsec.vici;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A message, or a named part of one: keys in their order, each with a value, a list or a further section.
public record Section(Map<String, Element> entries) implements Element {

    public static final Section EMPTY = new Section(Map.of());

    public Section {
        entries = Collections.unmodifiableMap(new LinkedHashMap<>(entries));
    }

    /// A section with one more value at its end.
    public Section with(String key, String value) {
        return with(key, Value.of(value));
    }

    public Section with(String key, long value) {
        return with(key, Long.toString(value));
    }

    public Section with(String key, List<String> values) {
        return with(key, Items.of(values));
    }

    public Section with(String key, Element element) {
        var more = new LinkedHashMap<>(entries);
        more.put(key, element);
        return new Section(more);
    }

    /// The section as it travels: equal for equal sections.
    public byte[] encoded() {
        return MessageCodec.encode(this);
    }

    /// The text of a value; empty if there is none.
    public String text(String key) {
        return entries.get(key) instanceof Value value ? value.text() : "";
    }

    public boolean isYes(String key) {
        return text(key).equals("yes");
    }

    /// A number; 0 if there is none.
    public long number(String key) {
        return optionalNumber(key).orElse(0L);
    }

    public Optional<Long> optionalNumber(String key) {
        String text = text(key);
        return text.isEmpty() ? Optional.empty() : Optional.of(Long.parseLong(text));
    }

    public List<String> texts(String key) {
        return entries.get(key) instanceof Items items
                ? items.values().stream().map(Value::text).toList()
                : List.of();
    }

    /// A section in this one; an empty one if there is none.
    public Section section(String key) {
        return entries.get(key) instanceof Section section ? section : EMPTY;
    }

    /// All sections in this one, by name.
    public Map<String, Section> sections() {
        Map<String, Section> sections = new LinkedHashMap<>();
        entries.forEach((key, element) -> {
            if (element instanceof Section section) {
                sections.put(key, section);
            }
        });
        return sections;
    }
}
