package dev.causeway.controller.inventory;

import java.util.Optional;

/// What shall change of a subnet; what is absent stays.
record SubnetChange(Optional<String> name, Optional<String> description, Optional<Boolean> dhcp, DnsChange dns) {

    Subnet appliedTo(Subnet subnet) {
        return new Subnet(
                subnet.id(),
                subnet.vpc(),
                subnet.project(),
                name.orElse(subnet.name()),
                description.orElse(subnet.description()),
                subnet.prefix(),
                subnet.router(),
                dhcp.orElse(subnet.dhcp()),
                dns.on(subnet.dns()),
                subnet.availabilityZone(),
                subnet.neutronSubnet(),
                subnet.generation(),
                subnet.createdAt(),
                subnet.updatedAt());
    }
}
