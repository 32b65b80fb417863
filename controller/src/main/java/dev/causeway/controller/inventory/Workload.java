package dev.causeway.controller.inventory;

import dev.causeway.model.Ipv4;
import dev.causeway.model.ProjectId;
import dev.causeway.model.SubnetId;
import dev.causeway.model.VpcId;
import java.util.UUID;

/// A namespace with an address in a subnet, to try things from.
///
/// @param name unique in the project
/// @param generation of the VPC's document since which the workload is wanted
record Workload(UUID id, ProjectId project, VpcId vpc, SubnetId subnet, String name, Ipv4 address, long generation) {

    Holder holder() {
        return new Holder(Holder.Kind.WORKLOAD, id.toString());
    }
}
