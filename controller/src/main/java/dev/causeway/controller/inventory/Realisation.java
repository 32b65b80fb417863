package dev.causeway.controller.inventory;

import static java.util.stream.Collectors.toMap;

import dev.causeway.controller.reports.Reports;
import dev.causeway.model.VpcId;
import dev.causeway.model.document.DocumentKey;
import dev.causeway.model.document.DocumentKind;
import java.time.Clock;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.Handle;

/// What hosts last reported of some VPCs: each VPC lies on several, and is as good as it is on the worst of them.
///
/// @param seen what each of a VPC's hosts says
record Realisation(Map<DocumentKey, List<Realised.Seen>> seen, Instant now) {

    Realisation {
        seen = Map.copyOf(seen);
    }

    /// Where it is looked up.
    ///
    /// @param listening since when this controller could hear reports: silence before is its own fault
    record Source(Reports reports, Clock clock, Instant listening) {

        Realisation of(Handle tx, Collection<VpcId> vpcs) {
            List<String> ids = vpcs.stream().map(VpcId::toString).distinct().toList();
            return new Realisation(
                    reports.said(tx, DocumentKind.VPC, ids).entrySet().stream()
                            .collect(toMap(
                                    Map.Entry::getKey,
                                    entry -> entry.getValue().stream()
                                            .map(this::seen)
                                            .toList())),
                    clock.instant());
        }

        private Realised.Seen seen(Reports.Said host) {
            return new Realised.Seen(host.thing(), latest(host.heard(), listening));
        }
    }

    /// @param generation of the VPC's document since which the thing is wanted
    /// @param made when the thing was: a host need not have spoken of it before
    Realised of(VpcId vpc, long generation, Instant made) {
        return seen.getOrDefault(Vpc.document(vpc), List.of()).stream()
                .map(host -> new Realised.Seen(host.thing(), latest(host.heard(), made)))
                .map(host -> Realised.of(host, generation, now))
                .max(Comparator.naturalOrder())
                .orElse(Realised.PENDING);
    }

    /// The status of a VPC in the API's words.
    String status(Vpc vpc) {
        if (vpc.deleting()) {
            return "PENDING_DELETE";
        }
        return switch (of(vpc.id(), vpc.generation(), vpc.createdAt())) {
            case PENDING -> "CREATING";
            case DONE -> "OK";
            case SILENT, FAILED -> "ERROR";
        };
    }

    /// The status of a subnet in the API's words.
    String status(Subnet subnet) {
        return switch (of(subnet.vpc(), subnet.generation(), subnet.createdAt())) {
            case PENDING, SILENT -> "UNKNOWN";
            case DONE -> "ACTIVE";
            case FAILED -> "ERROR";
        };
    }

    /// The status of a workload.
    String status(Workload workload) {
        return switch (of(workload.vpc(), workload.generation(), Instant.EPOCH)) {
            case PENDING -> "PENDING_CREATE";
            case DONE -> "ACTIVE";
            case SILENT -> "UNKNOWN";
            case FAILED -> "ERROR";
        };
    }

    private static Instant latest(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }
}
