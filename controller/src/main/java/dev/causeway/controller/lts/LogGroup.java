package dev.causeway.controller.lts;

import dev.causeway.controller.database.As;
import dev.causeway.model.ProjectId;
import java.time.Instant;
import java.util.UUID;

/// A group of streams.
///
/// @param days how long lines are kept
record LogGroup(
        UUID id,
        ProjectId project,
        String name,
        @As("ttl_days") int days,
        Instant createdAt) {

    static final int USUAL_DAYS = 30;
    static final int MOST_DAYS = 365;

    /// How many a project may have, and how many streams a group.
    static final int MOST = 100;
}
