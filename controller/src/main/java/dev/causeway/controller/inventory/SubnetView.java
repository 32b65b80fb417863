package dev.causeway.controller.inventory;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.causeway.model.Ipv4;
import dev.causeway.model.Prefix;
import dev.causeway.model.ProjectId;
import dev.causeway.model.SubnetId;
import dev.causeway.model.VpcId;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/// A subnet as the API of version 1 shows it.
record SubnetView(
        SubnetId id,
        String name,
        String description,
        Prefix cidr,
        Ipv4 gatewayIp,
        VpcId vpcId,
        String status,
        boolean dhcpEnable,
        boolean ipv6Enable,
        @JsonProperty("dnsList") List<Ipv4> dnsList,
        String primaryDns,
        String secondaryDns,
        String availabilityZone,
        SubnetId neutronNetworkId,
        UUID neutronSubnetId,
        List<String> extraDhcpOpts,
        ProjectId tenantId,
        Instant createdAt,
        Instant updatedAt) {

    record One(SubnetView subnet) {}

    record Many(List<SubnetView> subnets) {}

    static SubnetView of(Subnet subnet, Realisation realisation) {
        return new SubnetView(
                subnet.id(),
                subnet.name(),
                subnet.description(),
                subnet.prefix(),
                subnet.router(),
                subnet.vpc(),
                realisation.status(subnet),
                subnet.dhcp(),
                false,
                subnet.dns(),
                dns(subnet, 0),
                dns(subnet, 1),
                subnet.availabilityZone(),
                subnet.id(),
                subnet.neutronSubnet(),
                List.of(),
                subnet.project(),
                subnet.createdAt(),
                subnet.updatedAt());
    }

    private static String dns(Subnet subnet, int index) {
        return index < subnet.dns().size() ? subnet.dns().get(index).toString() : "";
    }
}
