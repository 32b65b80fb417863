package dev.causeway.controller.tag;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.causeway.controller.resource.Tag;
import java.util.List;
import java.util.UUID;

/// A resource as a search shows it.
///
/// @param resourceDetail always null, and written nevertheless: clients expect it
record Instance(
        UUID resourceId,
        @JsonInclude(JsonInclude.Include.ALWAYS) Object resourceDetail,
        List<Tag> tags,
        String resourceName) {

    Instance {
        tags = List.copyOf(tags);
    }

    /// A part of what a search found.
    ///
    /// @param totalCount how many it found in all
    record Many(List<Instance> resources, long totalCount) {}

    /// How many a search found.
    record Count(long totalCount) {}
}
