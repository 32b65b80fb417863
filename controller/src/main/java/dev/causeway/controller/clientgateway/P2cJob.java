package dev.causeway.controller.clientgateway;

import dev.causeway.controller.database.As;
import dev.causeway.model.GatewayId;
import dev.causeway.model.JobId;
import dev.causeway.model.ProjectId;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// The upgrade of a gateway to the programs that its host has now. The tenant begins it, and later has the
/// daemon replaced or leaves it as it was.
///
/// @param confirmedAt when the tenant had the daemon replaced; absent before, and if it is left as it was
/// @param finishedAt when the daemon was seen to be another, or the tenant left it as it was
record P2cJob(
        JobId id,
        ProjectId project,
        @As("gateway_id") GatewayId gateway,
        boolean leavesAll,
        Instant createdAt,
        Optional<Instant> confirmedAt,
        Optional<Instant> finishedAt) {

    /// How long a daemon may take to be replaced.
    private static final Duration DEADLINE = Duration.ofMinutes(5);

    /// What the API calls the states of a job.
    enum Status {
        PENDING_UPGRADE_CONFIRM("pending_upgrade_confirm"),
        SUCCESS("success"),
        ROLLBACK_SUCCESS("rollback_success"),
        FAIL("fail");

        private final String word;

        Status(String word) {
            this.word = word;
        }

        String word() {
            return word;
        }
    }

    static P2cJob beginning(P2cGateway gateway, Instant now) {
        return new P2cJob(
                JobId.random(), gateway.project(), gateway.id(), false, now, Optional.empty(), Optional.empty());
    }

    /// A replaced daemon is confirmed by what its host reports; until then the job waits, as clients expect it.
    Status status(Instant now) {
        if (finishedAt.isPresent()) {
            return leavesAll ? Status.ROLLBACK_SUCCESS : Status.SUCCESS;
        }
        boolean late = confirmedAt.filter(at -> now.isAfter(at.plus(DEADLINE))).isPresent();
        return late ? Status.FAIL : Status.PENDING_UPGRADE_CONFIRM;
    }

    /// Whether it is neither done nor given up.
    boolean open(Instant now) {
        return status(now) == Status.PENDING_UPGRADE_CONFIRM;
    }
}
