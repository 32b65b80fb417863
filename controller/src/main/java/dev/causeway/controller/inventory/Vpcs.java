package dev.causeway.controller.inventory;

import dev.causeway.controller.fleet.Documents;
import dev.causeway.controller.resource.TagTable;
import dev.causeway.model.Busy;
import dev.causeway.model.InvalidInput;
import dev.causeway.model.NotFound;
import dev.causeway.model.NotReady;
import dev.causeway.model.ProjectId;
import dev.causeway.model.VpcId;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/// VPCs. Each has a document on every host; a host that counts as lost gets those made meanwhile when it enrols anew.
public final class Vpcs {

    private final Documents documents;

    Vpcs(Documents documents) {
        this.documents = documents;
    }

    /// Finds a VPC that something can be put into, and keeps it so until the transaction ends.
    ///
    /// @throws NotFound if the project has no such VPC
    /// @throws NotReady if it is being deleted
    public Vpc lockLiving(Handle tx, ProjectId project, VpcId id) {
        Vpc vpc = VpcTable.lock(tx, project, id).orElseThrow(() -> notFound(id));
        if (vpc.deleting()) {
            throw new NotReady("resource (type=vpc, ID=%s) is not ready, currently DELETING", id);
        }
        return vpc;
    }

    Vpc create(Handle tx, ProjectId project, VpcSpec spec) {
        var id = VpcId.random();
        long generation = documents
                .placeEverywhere(tx, Vpc.document(id))
                .orElseThrow(() -> new Busy("there is no host for the VPC now"));
        return VpcTable.insert(tx, id, project, spec, generation);
    }

    /// Changes name, description and network; what is absent stays.
    Vpc update(Handle tx, ProjectId project, VpcId id, VpcChange change) {
        Vpc vpc = lockLiving(tx, project, id);
        change.cidr()
                .ifPresent(cidr -> SubnetTable.inVpc(tx, id).stream()
                        .filter(subnet -> !cidr.contains(subnet.prefix()))
                        .findFirst()
                        .ifPresent(subnet -> {
                            throw InvalidInput.at(
                                    "cidr", "%s does not hold subnet %s (%s)", cidr, subnet.id(), subnet.prefix());
                        }));
        return VpcTable.update(tx, id, change.appliedTo(vpc));
    }

    /// Begins to delete a VPC. It is gone when no host has anything of it any more.
    ///
    /// @throws NotReady if it has subnets
    void delete(Handle tx, ProjectId project, VpcId id) {
        Vpc vpc = VpcTable.lock(tx, project, id).orElseThrow(() -> notFound(id));
        if (vpc.deleting()) {
            return;
        }
        List<Subnet> subnets = SubnetTable.inVpc(tx, id);
        if (!subnets.isEmpty()) {
            throw new NotReady(
                    "VPC %s is in use by subnet %s", id, subnets.getFirst().id());
        }
        VpcTable.markDeleting(tx, id);
        if (documents.withdraw(tx, Vpc.document(id)).isEmpty()) {
            remove(tx, id);
        }
    }

    /// Drops a VPC of which no host has anything any more. Of effect only if it was to be deleted.
    public void purge(Handle tx, VpcId id) {
        // Of two hosts that say so at once, the second sees what the first has dropped.
        Optional<Vpc> vpc = VpcTable.lock(tx, id);
        if (vpc.isPresent()
                && vpc.get().deleting()
                && documents.placements(tx, Vpc.document(id)).isEmpty()) {
            remove(tx, id);
        }
    }

    private static void remove(Handle tx, VpcId id) {
        TagTable.removeAll(tx, id);
        VpcTable.delete(tx, id);
    }

    static NotFound notFound(VpcId id) {
        return new NotFound("VPC %s not found", id);
    }
}
