package dev.causeway.controller.inventory;

import dev.causeway.controller.database.As;
import dev.causeway.model.BandwidthId;
import dev.causeway.model.ProjectId;
import java.time.Instant;

/// The rate that traffic of an EIP is limited to.
///
/// @param size in Mbit/s
public record Bandwidth(
        BandwidthId id,
        ProjectId project,
        String name,
        int size,
        ShareType shareType,
        ChargeMode chargeMode,
        @As("enterprise_project_id") String enterpriseProject,
        Instant createdAt,
        Instant updatedAt) {}
