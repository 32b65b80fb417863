package dev.causeway.controller.resource;

import dev.causeway.model.InvalidInput;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/// A label that a tenant puts on a resource to find it again.
public record Tag(String key, String value) {

    /// How many one resource may carry.
    public static final int MOST = 20;

    private static final Pattern KEY = Pattern.compile("[\\p{L}\\p{M}\\p{N} _.:=+@-]{1,128}");
    private static final Pattern VALUE = Pattern.compile("[\\p{L}\\p{M}\\p{N} _.:=+@/-]{0,255}");

    public Tag {
        if (!KEY.matcher(key).matches() || !key.equals(key.strip()) || key.startsWith("_sys_")) {
            throw new InvalidInput(
                    "key must be 1 to 128 letters, digits, spaces and _ . : = + - @, must not begin or end"
                            + " with a space, and must not begin with _sys_");
        }
        if (!VALUE.matcher(value).matches()) {
            throw new InvalidInput("value must be 0 to 255 letters, digits, spaces and _ . : / = + - @");
        }
    }

    /// Checks what must hold for all tags of one resource together.
    ///
    /// @throws InvalidInput if there are too many, or two with the same key
    public static List<Tag> checked(List<Tag> tags) {
        if (tags.size() > MOST) {
            throw new InvalidInput("a resource has at most %d tags, not %d", MOST, tags.size());
        }
        Set<String> keys = new HashSet<>();
        for (Tag tag : tags) {
            if (!keys.add(tag.key())) {
                throw new InvalidInput("two tags have the key '%s'", tag.key());
            }
        }
        return List.copyOf(tags);
    }
}
