package dev.causeway.controller.inventory;

import dev.causeway.model.BandwidthId;
import dev.causeway.model.EipId;
import dev.causeway.model.Ipv4;
import dev.causeway.model.ProjectId;
import java.time.Instant;
import java.util.List;

/// A bandwidth as the API of version 1 shows it, with the EIPs that have it.
record BandwidthView(
        BandwidthId id,
        String name,
        int size,
        ShareType shareType,
        ChargeMode chargeMode,
        List<Member> publicipInfo,
        String billingInfo,
        ProjectId tenantId,
        String enterpriseProjectId,
        String status,
        Instant createdAt,
        Instant updatedAt) {

    record One(BandwidthView bandwidth) {}

    record Many(List<BandwidthView> bandwidths) {}

    record Member(EipId publicipId, Ipv4 publicipAddress, String publicipType, int ipVersion) {

        static Member of(Eip eip) {
            return new Member(eip.id(), eip.address(), eip.type(), 4);
        }
    }

    static BandwidthView of(Bandwidth bandwidth, List<Eip> members) {
        return new BandwidthView(
                bandwidth.id(),
                bandwidth.name(),
                bandwidth.size(),
                bandwidth.shareType(),
                bandwidth.chargeMode(),
                members.stream().map(Member::of).toList(),
                "",
                bandwidth.project(),
                bandwidth.enterpriseProject(),
                "NORMAL",
                bandwidth.createdAt(),
                bandwidth.updatedAt());
    }
}
