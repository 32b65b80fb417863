package dev.causeway.controller.inventory;

import dev.causeway.controller.resource.ResourceType;
import dev.causeway.controller.resource.Tag;
import dev.causeway.controller.resource.TagForm;
import dev.causeway.controller.resource.TagTable;
import dev.causeway.controller.resource.Tags;
import dev.causeway.controller.web.JsonReader;
import dev.causeway.model.ApiWord;
import dev.causeway.model.InvalidInput;
import dev.causeway.model.ProjectId;
import dev.causeway.model.ResourceId;
import java.util.List;
import java.util.regex.Pattern;
import org.jdbi.v3.core.Handle;

/// Sets or removes several tags of one resource.
record TagAction(Kind kind, List<Tag> tags) {

    private static final String DEMAND = "must have at most 128 (key) or 255 (value) characters and none of =*<>\\,|";
    private static final TagForm FORM = new TagForm(
            Pattern.compile("[^=*<>\\\\,|/\\p{Cc}\\p{Cs}]{1,128}"),
            DEMAND,
            Pattern.compile("[^=*<>\\\\,|\\p{Cc}\\p{Cs}]{0,255}"),
            DEMAND);

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
        return new TagAction(in.requiredWord("action", Kind.class), in.requiredObjects("tags", Tags.MOST, FORM::read));
    }

    /// Reads the body that sets one tag.
    static TagAction readOne(JsonReader in) {
        return new TagAction(Kind.CREATE, List.of(in.requiredObject("tag", FORM::read)));
    }

    /// To be called while nobody else changes the tags of the resource.
    ///
    /// @throws InvalidInput if the resource would have too many tags
    void applyTo(Handle tx, ResourceType type, ProjectId project, ResourceId id) {
        switch (kind) {
            case DELETE -> TagTable.remove(tx, id, tags.stream().map(Tag::key).toList());
            case CREATE -> Tags.add(tx, type, project, id, tags);
        }
    }
}
