package dev.causeway.controller.inventory;

import dev.causeway.controller.database.As;
import dev.causeway.controller.resource.ResourceType;
import dev.causeway.model.Ipv4;
import dev.causeway.model.Prefix;
import dev.causeway.model.ProjectId;
import dev.causeway.model.SubnetId;
import dev.causeway.model.VpcId;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/// A part of a VPC in which addresses are given out.
///
/// @param router the address at which the VPC's router answers, `gateway_ip` in the API
/// @param neutronSubnet a second identifier that clients read
/// @param generation of the VPC's document since which the subnet is wanted
public record Subnet(
        SubnetId id,
        VpcId vpc,
        ProjectId project,
        String name,
        String description,
        @As("cidr") Prefix prefix,
        @As("gateway") Ipv4 router,
        boolean dhcp,
        List<Ipv4> dns,
        String availabilityZone,
        @As("neutron_subnet_id") UUID neutronSubnet,
        long generation,
        Instant createdAt,
        Instant updatedAt) {

    static final ResourceType TYPE =
            new ResourceType("subnets", "subnet", SubnetId::parse, "subnet", "subnet", "false");

    public Subnet {
        dns = List.copyOf(dns);
    }
}
