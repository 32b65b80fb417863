package dev.causeway.controller.resource;

import java.util.Comparator;

/// A label that a tenant puts on a resource to find it again. What it may consist of depends on the type of the
/// resource (see [TagForm]). Tags are shown in the order of their keys.
public record Tag(String key, String value) implements Comparable<Tag> {

    private static final Comparator<Tag> ORDER = Comparator.comparing(Tag::key).thenComparing(Tag::value);

    @Override
    public int compareTo(Tag other) {
        return ORDER.compare(this, other);
    }
}
