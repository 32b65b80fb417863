package dev.causeway.controller.tag;

import dev.causeway.controller.web.JsonReader;
import dev.causeway.model.InvalidInput;
import dev.causeway.model.Quote;
import java.util.List;
import java.util.Optional;

/// Which resources of one type and project are looked for. All conditions must hold.
///
/// @param withoutAnyTag only those that have none
/// @param tags that a resource must have
/// @param namePart what must be somewhere in the name
record InstanceFilter(boolean withoutAnyTag, List<Condition> tags, Optional<String> namePart) {

    private static final int MOST_TAGS = 20;
    private static final int MOST_VALUES = 20;
    private static final int LONGEST_KEY = 128;
    private static final int LONGEST_VALUE = 255;
    private static final String NAME = "resource_name";

    InstanceFilter {
        tags = List.copyOf(tags);
    }

    /// Whether it restricts nothing.
    boolean isEmpty() {
        return !withoutAnyTag && tags.isEmpty() && namePart.isEmpty();
    }

    /// A tag that a resource must have.
    ///
    /// @param values one of which its value must be; none, if it may be any
    record Condition(String key, List<String> values) {

        Condition {
            values = List.copyOf(values);
        }

        static Condition read(JsonReader in) {
            return new Condition(
                    in.required("key", text -> length(text, 1, LONGEST_KEY)),
                    in.has("values")
                            ? in.requiredList("values", MOST_VALUES, text -> length(text, 0, LONGEST_VALUE))
                            : List.of());
        }
    }

    /// Reads a filter. Where resources without tags are looked for, no heed is paid to what tags are named.
    static InstanceFilter read(JsonReader in) {
        boolean withoutAnyTag = withoutAnyTag(in);
        return new InstanceFilter(
                withoutAnyTag,
                withoutAnyTag
                        ? List.of()
                        : in.optionalObjects("tags", MOST_TAGS, Condition::read).orElse(List.of()),
                in.optionalObjects("matches", 1, InstanceFilter::namePart).orElse(List.of()).stream()
                        .filter(part -> !part.isEmpty())
                        .findFirst());
    }

    /// Some clients write it as a text.
    private static boolean withoutAnyTag(JsonReader in) {
        String name = "without_any_tag";
        Optional<Boolean> said = in.isText(name) ? in.optional(name, InstanceFilter::truth) : in.optionalBoolean(name);
        return said.orElse(false);
    }

    private static Boolean truth(String text) {
        return switch (text) {
            case "true" -> true;
            case "false" -> false;
            default -> throw new InvalidInput("must be true or false, not '%s'", Quote.of(text));
        };
    }

    private static String namePart(JsonReader in) {
        in.required("key", key -> {
            if (!key.equals(NAME)) {
                throw new InvalidInput("must be %s", NAME);
            }
            return key;
        });
        return in.required("value", text -> length(text, 0, LONGEST_VALUE));
    }

    private static String length(String text, int least, int most) {
        int length = text.codePointCount(0, text.length());
        if (length < least || length > most) {
            throw new InvalidInput("must have %d to %d characters", least, most);
        }
        return text;
    }
}
