package dev.causeway.controller.lts;

import dev.causeway.controller.database.As;
import java.time.Instant;
import java.util.UUID;

/// A stream of lines.
record LogStream(UUID id, @As("group_id") UUID group, String name, Instant createdAt) {}
