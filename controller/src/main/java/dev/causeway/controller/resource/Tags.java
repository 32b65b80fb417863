package dev.causeway.controller.resource;

import static java.util.stream.Collectors.toCollection;

import dev.causeway.controller.web.JsonReader;
import dev.causeway.model.InvalidInput;
import dev.causeway.model.ProjectId;
import dev.causeway.model.ResourceId;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;

/// What holds for all tags of one resource together.
public final class Tags {

    /// How many one resource may carry.
    public static final int MOST = 20;

    private Tags() {}

    /// Reads the member `tags` of a VPN resource that is to be made, each key once.
    public static List<Tag> read(JsonReader in) {
        List<Tag> tags = in.optionalObjects("tags", MOST, TagForm.VPN::read).orElse(List.of());
        return in.check("tags", () -> distinct(tags)).orElse(List.of());
    }

    /// The tags in their order.
    ///
    /// @throws InvalidInput if two have the same key
    public static List<Tag> distinct(List<Tag> tags) {
        Set<String> keys = new HashSet<>();
        for (Tag tag : tags) {
            if (!keys.add(tag.key())) {
                throw new InvalidInput("two tags have the key '%s'", tag.key());
            }
        }
        return tags.stream().sorted().toList();
    }

    /// Adds tags to a resource. One whose key is there already has another value then. To be called while
    /// nobody else changes the tags of the resource.
    ///
    /// @throws InvalidInput if the resource would have too many
    public static void add(Handle tx, ResourceType type, ProjectId project, ResourceId id, List<Tag> tags) {
        List<Tag> before = TagTable.of(tx, id);
        Set<String> after =
                Stream.concat(before.stream(), tags.stream()).map(Tag::key).collect(toCollection(HashSet::new));
        if (after.size() > MOST && after.size() > before.size()) {
            throw InvalidInput.at("tags", "a resource has at most %d, not %d", MOST, after.size());
        }
        TagTable.put(tx, type, project, id, tags);
    }
}
