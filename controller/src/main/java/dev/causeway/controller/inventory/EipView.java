package dev.causeway.controller.inventory;

import dev.causeway.controller.resource.PageInfo;
import dev.causeway.controller.resource.Tag;
import dev.causeway.model.BandwidthId;
import dev.causeway.model.EipId;
import dev.causeway.model.GatewayId;
import dev.causeway.model.Ipv4;
import dev.causeway.model.ProjectId;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// An EIP as the API of version 1 shows it.
///
/// @param tags each as `key=value`
record EipView(
        EipId id,
        String status,
        Map<String, String> profile,
        String type,
        Ipv4 publicIpAddress,
        int ipVersion,
        ProjectId tenantId,
        Instant createTime,
        BandwidthId bandwidthId,
        String bandwidthName,
        int bandwidthSize,
        ShareType bandwidthShareType,
        String enterpriseProjectId,
        String alias,
        List<String> tags) {

    private static final int IP_VERSION = 4;

    record One(EipView publicip) {}

    record Many(List<EipView> publicips) {}

    static EipView of(Eip eip, List<Tag> tags) {
        return new EipView(
                eip.id(),
                status(eip),
                Map.of(),
                eip.type(),
                eip.address(),
                IP_VERSION,
                eip.project(),
                eip.createdAt(),
                eip.bandwidth().id(),
                eip.bandwidth().name(),
                eip.bandwidth().size(),
                eip.bandwidth().shareType(),
                eip.enterpriseProject(),
                eip.alias(),
                texts(tags));
    }

    /// `ACTIVE` when a gateway has the EIP.
    static String status(Eip eip) {
        return eip.binding().isPresent() ? "ACTIVE" : "DOWN";
    }

    private static List<String> texts(List<Tag> tags) {
        return tags.stream().map(tag -> tag.key() + "=" + tag.value()).toList();
    }

    /// An EIP as the API of version 3 shows it.
    record V3(
            EipId id,
            ProjectId projectId,
            int ipVersion,
            Ipv4 publicIpAddress,
            String status,
            String description,
            Instant createdAt,
            Instant updatedAt,
            String type,
            Map<String, String> vnic,
            Rate bandwidth,
            String enterpriseProjectId,
            Optional<String> associateInstanceType,
            Optional<GatewayId> associateInstanceId,
            String publicipPoolName,
            String alias,
            List<String> tags) {

        static V3 of(Eip eip, List<Tag> tags) {
            return new V3(
                    eip.id(),
                    eip.project(),
                    IP_VERSION,
                    eip.address(),
                    EipView.status(eip),
                    eip.description(),
                    eip.createdAt(),
                    eip.updatedAt(),
                    "EIP",
                    Map.of(),
                    Rate.of(eip.bandwidth()),
                    eip.enterpriseProject(),
                    eip.binding().map(_ -> "VPN"),
                    eip.binding().map(Eip.Binding::gateway),
                    eip.type(),
                    eip.alias(),
                    texts(tags));
        }
    }

    /// The bandwidth inside of an EIP.
    record Rate(BandwidthId id, String name, int size, ShareType shareType, ChargeMode chargeMode, String billingInfo) {

        static Rate of(Bandwidth bandwidth) {
            return new Rate(
                    bandwidth.id(),
                    bandwidth.name(),
                    bandwidth.size(),
                    bandwidth.shareType(),
                    bandwidth.chargeMode(),
                    "");
        }
    }

    /// @param publicip a [V3], or a part of one
    record OneV3(Object publicip, String requestId) {}

    /// @param publicips the same
    record ManyV3(List<Object> publicips, PageInfo pageInfo, String requestId) {}
}
