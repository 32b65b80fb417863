package dev.causeway.controller.node;

import dev.causeway.controller.inventory.Bandwidth;
import dev.causeway.controller.inventory.Eip;
import dev.causeway.controller.inventory.Eips;
import dev.causeway.controller.inventory.Internet;
import dev.causeway.controller.inventory.ShareType;
import dev.causeway.controller.inventory.Subnet;
import dev.causeway.controller.inventory.Subnets;
import dev.causeway.model.ProjectId;
import dev.causeway.model.SubnetId;
import dev.causeway.model.document.Attachment;
import dev.causeway.model.document.SharedBandwidth;
import dev.causeway.model.document.Uplink;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/// Where nodes are between the internet and a VPC, as their documents say it.
public final class NodePlaces {

    private final Eips eips;
    private final Subnets subnets;

    public NodePlaces(Eips eips, Subnets subnets) {
        this.eips = eips;
        this.subnets = subnets;
    }

    /// Where a node meets a VPC.
    ///
    /// @param subnet in which the node has its address
    public Attachment attachment(Handle tx, ProjectId project, SubnetId subnet, GatewayNode node) {
        Subnet found = subnets.find(tx, project, subnet);
        return new Attachment.Vpc(found.vpc(), found.id(), found.prefix(), node.address(), found.router());
    }

    /// The EIP that is bound to a node.
    public Optional<Eip> eip(Handle tx, GatewayNode node) {
        return Optional.ofNullable(eips.ofNodes(tx, List.of(node.id())).get(node.id()));
    }

    /// How a node is reached by its EIP.
    ///
    /// @param most Mbit/s that the gateway carries; less passes if the EIP's bandwidth is smaller
    public Uplink uplink(Handle tx, Eip eip, int most) {
        Internet internet = eips.internet(tx);
        int megabits = Math.min(most, eip.bandwidth().size());
        return new Uplink.Eip(
                eip.address(), internet.segment(), internet.router(), Optional.of(megabits), shared(eip.bandwidth()));
    }

    private static Optional<SharedBandwidth> shared(Bandwidth bandwidth) {
        return bandwidth.shareType() == ShareType.WHOLE
                ? Optional.of(new SharedBandwidth(bandwidth.id(), bandwidth.size()))
                : Optional.empty();
    }
}
