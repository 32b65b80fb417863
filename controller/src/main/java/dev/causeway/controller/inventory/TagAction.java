package dev.causeway.controller.inventory;

import dev.causeway.controller.web.JsonReader;
import dev.causeway.model.ApiWord;
import dev.causeway.model.InvalidInput;
import java.util.List;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jdbi.v3.core.Handle;

/// Sets or removes several tags of one resource.
record TagAction(Kind kind, List<TagView> tags) {

    private static final int MOST = 20;
    private static final Pattern KEY = Pattern.compile("[^=*<>\\\\,|/\\p{Cc}\\p{Cs}]{1,128}");
    private static final Pattern VALUE = Pattern.compile("[^=*<>\\\\,|\\p{Cc}\\p{Cs}]{0,255}");

    TagAction {
        tags = List.copyOf(tags);
    }

    /// What is done with the tags.
    enum Kind implements ApiWord {
        CREATE("create"),
        DELETE("delete");

        private final String word;

        Kind(String word) {
            this.word = word;
        }

        @Override
        public String word() {
            return word;
        }
    }

    static TagAction read(JsonReader in) {
        return new TagAction(in.requiredWord("action", Kind.class), in.requiredObjects("tags", MOST, TagAction::tag));
    }

    /// Reads the body that sets one tag.
    static TagAction readOne(JsonReader in) {
        return new TagAction(Kind.CREATE, List.of(in.requiredObject("tag", TagAction::tag)));
    }

    /// To be called while nobody else changes the tags of the resource.
    ///
    /// @throws InvalidInput if the resource would have too many tags
    void applyTo(Handle tx, UUID resource) {
        switch (kind) {
            case DELETE -> tags.forEach(tag -> TagTable.remove(tx, resource, tag.key()));
            case CREATE -> {
                int before = TagTable.of(tx, resource).size();
                tags.forEach(tag -> TagTable.put(tx, resource, tag));
                int after = TagTable.of(tx, resource).size();
                if (after > MOST && after > before) {
                    throw new InvalidInput("tags: a resource has at most %d", MOST);
                }
            }
        }
    }

    private static TagView tag(JsonReader in) {
        return new TagView(
                in.required("key", text -> matching(KEY, text)),
                in.optional("value", text -> matching(VALUE, text)).orElse(""));
    }

    private static String matching(Pattern form, String text) {
        if (!form.matcher(text).matches()) {
            throw new InvalidInput("must have at most 128 (key) or 255 (value) characters and none of =*<>\\,|");
        }
        return text;
    }
}
