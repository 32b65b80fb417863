package dev.causeway.controller.node;

import dev.causeway.controller.inventory.ChargeMode;
import dev.causeway.controller.inventory.Eip;
import dev.causeway.controller.inventory.ShareType;
import dev.causeway.model.EipId;
import dev.causeway.model.Ipv4;

/// The EIP of a gateway's node as the API shows it.
public record NodeEipView(
        EipId id,
        int ipVersion,
        String type,
        Ipv4 ipAddress,
        ChargeMode chargeMode,
        String bandwidthId,
        int bandwidthSize,
        String bandwidthName,
        ShareType shareType) {

    public static NodeEipView of(Eip eip) {
        return new NodeEipView(
                eip.id(),
                4,
                eip.type(),
                eip.address(),
                eip.bandwidth().chargeMode(),
                eip.bandwidth().id().toString(),
                eip.bandwidth().size(),
                eip.bandwidth().name(),
                eip.bandwidth().shareType());
    }
}
