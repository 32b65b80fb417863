package dev.causeway.controller.inventory;

import dev.causeway.controller.resource.PageInfo;
import dev.causeway.controller.resource.Tag;
import dev.causeway.model.Prefix;
import dev.causeway.model.ProjectId;
import dev.causeway.model.VpcId;
import java.time.Instant;
import java.util.List;

/// A VPC as the API of version 1 shows it.
///
/// @param routes always empty: routes to customers' networks belong to VPN connections
record VpcView(
        VpcId id,
        String name,
        String description,
        Prefix cidr,
        String status,
        List<String> routes,
        String enterpriseProjectId,
        ProjectId tenantId,
        Instant createdAt,
        Instant updatedAt) {

    record One(VpcView vpc) {}

    record Many(List<VpcView> vpcs) {}

    static VpcView of(Vpc vpc, Realisation realisation) {
        return new VpcView(
                vpc.id(),
                vpc.name(),
                vpc.description(),
                vpc.cidr(),
                realisation.status(vpc),
                List.of(),
                vpc.enterpriseProject(),
                vpc.project(),
                vpc.createdAt(),
                vpc.updatedAt());
    }

    /// A VPC as the API of version 3 shows it.
    ///
    /// @param extendCidrs always empty: a VPC has one network
    record V3(
            VpcId id,
            String name,
            String description,
            Prefix cidr,
            List<Prefix> extendCidrs,
            String status,
            ProjectId projectId,
            String enterpriseProjectId,
            Instant createdAt,
            Instant updatedAt,
            List<String> cloudResources,
            List<Tag> tags) {

        static V3 of(Vpc vpc, Realisation realisation, List<Tag> tags) {
            return new V3(
                    vpc.id(),
                    vpc.name(),
                    vpc.description(),
                    vpc.cidr(),
                    List.of(),
                    realisation.status(vpc),
                    vpc.project(),
                    vpc.enterpriseProject(),
                    vpc.createdAt(),
                    vpc.updatedAt(),
                    List.of(),
                    tags);
        }
    }

    record OneV3(V3 vpc, String requestId) {}

    record ManyV3(List<V3> vpcs, PageInfo pageInfo, String requestId) {}
}
