package dev.causeway.controller.inventory;

import dev.causeway.controller.fleet.Documents;
import dev.causeway.model.InvalidInput;
import dev.causeway.model.Ipv4;
import dev.causeway.model.NotFound;
import dev.causeway.model.ProjectId;
import dev.causeway.model.SubnetId;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Handle;

/// Workloads. They are part of their VPC's document.
final class Workloads {

    private final Vpcs vpcs;
    private final Subnets subnets;
    private final Addresses addresses;
    private final Documents documents;

    Workloads(Vpcs vpcs, Subnets subnets, Addresses addresses, Documents documents) {
        this.vpcs = vpcs;
        this.subnets = subnets;
        this.addresses = addresses;
        this.documents = documents;
    }

    /// Puts a workload into a subnet.
    ///
    /// @param address a certain one; otherwise the lowest that nobody has
    /// @throws InvalidInput if the project has a workload of that name, or the address is not to be had
    Workload create(Handle tx, ProjectId project, SubnetId subnetId, String name, Optional<Ipv4> address) {
        Subnet subnet = subnets.find(tx, project, subnetId);
        Vpc vpc = vpcs.lockLiving(tx, project, subnet.vpc());
        if (WorkloadTable.find(tx, project, name).isPresent()) {
            throw InvalidInput.at("name", "the project has a workload %s already", name);
        }
        var id = UUID.randomUUID();
        var holder = new Holder(Holder.Kind.WORKLOAD, id.toString());
        Ipv4 given = address.isPresent()
                ? InvalidInput.within("address", () -> addresses.reserve(tx, subnetId, address.get(), holder))
                : InvalidInput.within("subnet_id", () -> addresses.allocate(tx, subnetId, holder));
        long generation = documents.touch(tx, Vpc.document(vpc.id())).orElse(vpc.generation());
        var workload = new Workload(id, project, vpc.id(), subnetId, name, given, generation);
        WorkloadTable.insert(tx, workload);
        return workload;
    }

    /// @throws NotFound if the project has no workload of that name
    void delete(Handle tx, ProjectId project, String name) {
        Workload workload =
                WorkloadTable.find(tx, project, name).orElseThrow(() -> new NotFound("workload %s not found", name));
        WorkloadTable.delete(tx, workload.id());
        addresses.free(tx, workload.holder());
        documents.touch(tx, Vpc.document(workload.vpc()));
    }
}
