package dev.causeway.controller.inventory;

import dev.causeway.controller.database.Pipeline;
import dev.causeway.controller.database.Select;
import dev.causeway.controller.reports.Reports;
import dev.causeway.controller.resource.Standing;
import dev.causeway.model.VpcId;
import dev.causeway.model.document.DocumentKey;
import dev.causeway.model.document.DocumentKind;
import dev.causeway.model.document.ThingReport.Phase;
import java.time.Clock;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/// What hosts last reported of some VPCs: each VPC lies on several, and is as good as it is on the worst of them.
///
/// @param said what each of a VPC's hosts says
/// @param listening since when this controller could hear reports: silence before is its own fault
record Realisation(Map<DocumentKey, List<Reports.Said>> said, Instant listening, Instant now) {

    Realisation {
        said = Map.copyOf(said);
    }

    /// Where it is looked up.
    record Source(Clock clock, Instant listening) {

        /// Asks for it among other questions.
        ///
        /// @param vpcs finds the VPCs
        /// @return gives it once the questions are answered
        Supplier<Realisation> of(Pipeline questions, Select<VpcId> vpcs) {
            var said = questions.add(Reports.said(DocumentKind.VPC, vpcs));
            return () -> new Realisation(Reports.byDocument(said.list()), listening, clock.instant());
        }
    }

    /// @param generation of the VPC's document since which the thing is wanted
    /// @param made when the thing was: a host need not have spoken of it before
    Standing of(VpcId vpc, long generation, Instant made) {
        Instant expected = Standing.latest(listening, made);
        return said.getOrDefault(Vpc.document(vpc), List.of()).stream()
                .map(host -> Standing.of(word(host, generation), generation, expected, now))
                .max(Comparator.naturalOrder())
                .orElse(Standing.PENDING);
    }

    /// A document that fails now is not what it was when it was applied.
    private static Standing.Word word(Reports.Said host, long generation) {
        boolean failing = host.thing()
                .map(Reports.Thing::report)
                .filter(report -> report.phase() == Phase.FAILED && report.generation() >= generation)
                .isPresent();
        return new Standing.Word(host.thing().map(Reports.Thing::applied).orElse(0L), failing, host.heard());
    }

    /// The status of a VPC in the API's words.
    String status(Vpc vpc) {
        if (vpc.deleting()) {
            return "PENDING_DELETE";
        }
        return switch (of(vpc.id(), vpc.generation(), vpc.createdAt())) {
            case PENDING -> "CREATING";
            case APPLIED -> "OK";
            case SILENT, FAILED -> "ERROR";
        };
    }

    /// The status of a subnet in the API's words.
    String status(Subnet subnet) {
        return switch (of(subnet.vpc(), subnet.generation(), subnet.createdAt())) {
            case PENDING, SILENT -> "UNKNOWN";
            case APPLIED -> "ACTIVE";
            case FAILED -> "ERROR";
        };
    }

    /// The status of a workload.
    String status(Workload workload) {
        return switch (of(workload.vpc(), workload.generation(), Instant.EPOCH)) {
            case PENDING -> "PENDING_CREATE";
            case APPLIED -> "ACTIVE";
            case SILENT -> "UNKNOWN";
            case FAILED -> "ERROR";
        };
    }
}
