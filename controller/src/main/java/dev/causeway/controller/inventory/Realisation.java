package dev.causeway.controller.inventory;

import dev.causeway.controller.reports.Reports;
import dev.causeway.model.VpcId;
import dev.causeway.model.document.DocumentKey;
import dev.causeway.model.document.DocumentKind;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/// What hosts last reported of some VPCs.
record Realisation(Map<DocumentKey, Reports.Thing> seen) {

    Realisation {
        seen = Map.copyOf(seen);
    }

    static Realisation of(Handle tx, Reports reports, Collection<VpcId> vpcs) {
        return new Realisation(reports.things(
                tx,
                DocumentKind.VPC,
                vpcs.stream().map(VpcId::toString).distinct().toList()));
    }

    Realised of(VpcId vpc, long generation) {
        return Realised.of(Optional.ofNullable(seen.get(Vpc.document(vpc))), generation);
    }

    /// The status of a VPC in the API's words.
    String status(Vpc vpc) {
        if (vpc.deleting()) {
            return "PENDING_DELETE";
        }
        return switch (of(vpc.id(), vpc.generation())) {
            case PENDING -> "CREATING";
            case DONE -> "OK";
            case FAILED -> "ERROR";
        };
    }

    /// The status of a subnet in the API's words.
    String status(Subnet subnet) {
        return switch (of(subnet.vpc(), subnet.generation())) {
            case PENDING -> "UNKNOWN";
            case DONE -> "ACTIVE";
            case FAILED -> "ERROR";
        };
    }

    /// The status of a workload.
    String status(Workload workload) {
        return switch (of(workload.vpc(), workload.generation())) {
            case PENDING -> "PENDING_CREATE";
            case DONE -> "ACTIVE";
            case FAILED -> "ERROR";
        };
    }
}
