package dev.causeway.model.document;

import dev.causeway.model.Ipv4;
import dev.causeway.model.Prefix;
import dev.causeway.model.SubnetId;
import dev.causeway.model.VpcId;

/// Where a node meets the tenant's cloud.
public sealed interface Attachment {

    /// The access subnet of a VPC.
    ///
    /// @param address the node's address in the subnet
    /// @param router the VPC router's address there, through which the VPC's other subnets are reached
    record Vpc(VpcId vpc, SubnetId subnet, Prefix prefix, Ipv4 address, Ipv4 router) implements Attachment {}
}
