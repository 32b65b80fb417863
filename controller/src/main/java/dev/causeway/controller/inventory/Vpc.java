package dev.causeway.controller.inventory;

import dev.causeway.controller.database.As;
import dev.causeway.controller.resource.ResourceType;
import dev.causeway.model.Prefix;
import dev.causeway.model.ProjectId;
import dev.causeway.model.VpcId;
import dev.causeway.model.document.DocumentKey;
import dev.causeway.model.document.DocumentKind;
import java.time.Instant;

/// A tenant's private network.
///
/// @param cidr what all its subnets lie in
/// @param generation of the VPC's document since which the VPC itself is wanted
public record Vpc(
        VpcId id,
        ProjectId project,
        String name,
        String description,
        Prefix cidr,
        @As("enterprise_project_id") String enterpriseProject,
        long generation,
        boolean deleting,
        Instant createdAt,
        Instant updatedAt) {

    static final ResourceType TYPE = new ResourceType("vpcs", "VPC", VpcId::parse, "vpc", "vpc", "deleting");

    /// The document that realises a VPC with all that lies in it.
    public static DocumentKey document(VpcId vpc) {
        return new DocumentKey(DocumentKind.VPC, vpc.toString());
    }
}
