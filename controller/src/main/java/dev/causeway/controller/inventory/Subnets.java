package dev.causeway.controller.inventory;

import dev.causeway.controller.fleet.Documents;
import dev.causeway.controller.resource.TagTable;
import dev.causeway.model.InvalidInput;
import dev.causeway.model.NotFound;
import dev.causeway.model.NotReady;
import dev.causeway.model.ProjectId;
import dev.causeway.model.SubnetId;
import dev.causeway.model.VpcId;
import java.util.List;
import org.jdbi.v3.core.Handle;

/// Subnets of VPCs. They are part of their VPC's document.
public final class Subnets {

    private final Vpcs vpcs;
    private final Documents documents;
    private final Addresses addresses;

    Subnets(Vpcs vpcs, Documents documents, Addresses addresses) {
        this.vpcs = vpcs;
        this.documents = documents;
        this.addresses = addresses;
    }

    /// Finds a subnet of a project.
    ///
    /// @throws NotFound if the project has no such subnet
    public Subnet find(Handle tx, ProjectId project, SubnetId id) {
        return SubnetTable.find(tx, project, id).orElseThrow(() -> notFound(id));
    }

    /// Finds a subnet and keeps it and its VPC as they are until the transaction ends.
    ///
    /// @throws NotFound if the project has no such subnet
    /// @throws NotReady if its VPC is being deleted
    Subnet lockLiving(Handle tx, ProjectId project, SubnetId id) {
        vpcs.lockLiving(tx, project, find(tx, project, id).vpc());
        return find(tx, project, id);
    }

    /// The subnets of a VPC in the order of their networks.
    public List<Subnet> inVpc(Handle tx, VpcId vpc) {
        return SubnetTable.inVpc(tx, vpc);
    }

    /// @throws InvalidInput if the subnet does not lie in its VPC, or overlaps another subnet of it
    Subnet create(Handle tx, ProjectId project, SubnetSpec spec) {
        Vpc vpc = vpcs.lockLiving(tx, project, spec.vpc());
        requireInside(vpc, spec);
        requireApart(SubnetTable.inVpc(tx, vpc.id()), spec);
        long generation = documents.touch(tx, Vpc.document(vpc.id())).orElse(vpc.generation());
        Subnet subnet = SubnetTable.insert(tx, SubnetId.random(), vpc, spec, generation);
        addresses.reserve(
                tx,
                subnet.id(),
                subnet.router(),
                new Holder(Holder.Kind.ROUTER, vpc.id().toString()));
        return subnet;
    }

    Subnet update(Handle tx, ProjectId project, VpcId vpc, SubnetId id, SubnetChange change) {
        vpcs.lockLiving(tx, project, vpc);
        return SubnetTable.update(tx, change.appliedTo(findIn(tx, project, vpc, id)));
    }

    /// @throws NotReady if anybody but the router has an address in it
    void delete(Handle tx, ProjectId project, VpcId vpc, SubnetId id) {
        vpcs.lockLiving(tx, project, vpc);
        findIn(tx, project, vpc, id);
        SubnetTable.lock(tx, id);
        AddressTable.holders(tx, id).stream().findFirst().ifPresent(holder -> {
            throw new NotReady("subnet %s is in use by %s", id, holder);
        });
        TagTable.removeAll(tx, id);
        AddressTable.deleteAll(tx, id);
        SubnetTable.delete(tx, id);
        documents.touch(tx, Vpc.document(vpc));
    }

    private Subnet findIn(Handle tx, ProjectId project, VpcId vpc, SubnetId id) {
        Subnet subnet = find(tx, project, id);
        if (!subnet.vpc().equals(vpc)) {
            throw notFound(id);
        }
        return subnet;
    }

    private static void requireInside(Vpc vpc, SubnetSpec spec) {
        if (!vpc.cidr().contains(spec.prefix())) {
            throw InvalidInput.at("cidr", "%s does not lie in %s, the VPC's network", spec.prefix(), vpc.cidr());
        }
    }

    private static void requireApart(List<Subnet> present, SubnetSpec spec) {
        present.stream()
                .filter(subnet -> subnet.prefix().overlaps(spec.prefix()))
                .findFirst()
                .ifPresent(subnet -> {
                    throw InvalidInput.at(
                            "cidr", "%s overlaps subnet %s (%s)", spec.prefix(), subnet.id(), subnet.prefix());
                });
    }

    static NotFound notFound(SubnetId id) {
        return new NotFound("subnet %s not found", id);
    }
}
