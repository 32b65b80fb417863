package dev.causeway.controller.inventory;

import dev.causeway.model.BandwidthId;
import dev.causeway.model.EipId;
import dev.causeway.model.Ipv4;
import dev.causeway.model.ProjectId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// A bandwidth as both versions of the API show it, with the EIPs that have it.
///
/// @param bandwidthType of one that EIPs share
/// @param publicBorderGroup of the same
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
        Optional<String> bandwidthType,
        Optional<String> publicBorderGroup,
        Instant createdAt,
        Instant updatedAt) {

    static final String SHARED_TYPE = "share";

    record One(BandwidthView bandwidth) {}

    record Many(List<BandwidthView> bandwidths) {}

    record Member(EipId publicipId, Ipv4 publicipAddress, String publicipType, int ipVersion) {

        static Member of(Eip eip) {
            return new Member(eip.id(), eip.address(), eip.type(), 4);
        }
    }

    static BandwidthView of(Bandwidth bandwidth, List<Eip> members) {
        Optional<Bandwidth> shared = Optional.of(bandwidth).filter(one -> one.shareType() == ShareType.WHOLE);
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
                shared.map(_ -> SHARED_TYPE),
                shared.map(_ -> Zones.BORDER_GROUP),
                bandwidth.createdAt(),
                bandwidth.updatedAt());
    }
}
