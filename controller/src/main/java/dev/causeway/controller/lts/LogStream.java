package dev.causeway.controller.lts;

import dev.causeway.controller.database.As;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/// A stream of lines.
///
/// @param ownDays how long lines are kept, if that is not as the group says
record LogStream(
        UUID id,
        @As("group_id") UUID group,
        String name,
        @As("ttl_days") Optional<Integer> ownDays,
        Instant createdAt) {

    /// How long lines are kept.
    int days(LogGroup itsGroup) {
        return ownDays.orElse(itsGroup.days());
    }
}
