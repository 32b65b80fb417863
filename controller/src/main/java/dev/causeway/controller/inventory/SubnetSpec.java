package dev.causeway.controller.inventory;

import dev.causeway.model.Ipv4;
import dev.causeway.model.Prefix;
import dev.causeway.model.VpcId;
import java.util.List;

/// What a tenant says about a new subnet.
///
/// @param router where the VPC's router shall answer
record SubnetSpec(
        VpcId vpc,
        String name,
        String description,
        Prefix prefix,
        Ipv4 router,
        boolean dhcp,
        List<Ipv4> dns,
        String availabilityZone) {

    SubnetSpec {
        dns = List.copyOf(dns);
    }
}
