package dev.causeway.controller.inventory;

import dev.causeway.controller.reports.Reports;
import dev.causeway.model.document.ThingReport.Phase;
import java.util.Optional;

/// How far something that is part of a VPC's document is realised on its host. Computed from the generation since which
/// it is wanted and what was reported; never stored.
enum Realised {
    PENDING,
    DONE,
    FAILED;

    /// @param seen what was last reported of the VPC
    /// @param generation of the VPC's document since which the thing is wanted
    static Realised of(Optional<Reports.Thing> seen, long generation) {
        if (seen.isEmpty()) {
            return PENDING;
        }
        Reports.Thing thing = seen.get();
        if (thing.applied() >= generation) {
            return DONE;
        }
        boolean failed =
                thing.report().phase() == Phase.FAILED && thing.report().generation() >= generation;
        return failed ? FAILED : PENDING;
    }
}
