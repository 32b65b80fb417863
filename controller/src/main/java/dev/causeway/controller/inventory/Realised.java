package dev.causeway.controller.inventory;

import dev.causeway.controller.reports.Reports;
import dev.causeway.model.document.ThingReport.Phase;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// How far something that is part of a VPC's document is realised on a host, from good to bad. Computed from the
/// generation since which it is wanted, what was reported and the clock; never stored.
enum Realised {
    DONE,
    PENDING,
    /// Nobody knows: the host does not report.
    SILENT,
    FAILED;

    /// How long a report is worth anything.
    static final Duration TRUST = Duration.ofSeconds(90);

    /// What one host says of a VPC.
    ///
    /// @param thing what it last reported of the VPC, if it did
    /// @param heard when it last reported, but not before it could be heard
    record Seen(Optional<Reports.Thing> thing, Instant heard) {}

    /// @param generation of the VPC's document since which the thing is wanted
    static Realised of(Seen seen, long generation, Instant now) {
        if (now.isAfter(seen.heard().plus(TRUST))) {
            return SILENT;
        }
        return seen.thing().map(thing -> of(thing, generation)).orElse(PENDING);
    }

    /// A document that fails now is not what it was when it was applied.
    private static Realised of(Reports.Thing thing, long generation) {
        if (thing.report().phase() == Phase.FAILED && thing.report().generation() >= generation) {
            return FAILED;
        }
        return thing.applied() >= generation ? DONE : PENDING;
    }
}
