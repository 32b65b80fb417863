package dev.causeway.controller.clientgateway;

import dev.causeway.controller.node.GatewayNodeView;
import dev.causeway.controller.node.GatewayStatus;
import dev.causeway.controller.node.NodeEipView;
import dev.causeway.controller.node.NodeStatus;
import dev.causeway.controller.reports.NodeSoftware;
import dev.causeway.controller.resource.PageInfo;
import dev.causeway.controller.resource.Tag;
import dev.causeway.model.GatewayId;
import dev.causeway.model.SubnetId;
import dev.causeway.model.VpcId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// A P2C gateway as the API shows it.
///
/// @param orderId empty if no order made it
/// @param nodes the only one
/// @param frozenEffect 0 while it is in service
/// @param version of the program that serves clients, as the node reports it; absent before it does
/// @param upgradeInfo `ready` if another version is on offer than runs
record P2cGatewayView(
        GatewayId id,
        String name,
        GatewayStatus status,
        Instant statusChangedAt,
        VpcId vpcId,
        SubnetId connectSubnet,
        ClientFlavor flavor,
        List<String> availabilityZoneIds,
        Optional<NodeEipView> eip,
        List<GatewayNodeView> nodes,
        int maxConnectionNumber,
        long currentConnectionNumber,
        String enterpriseProjectId,
        List<Tag> tags,
        String orderId,
        boolean adminStateUp,
        int frozenEffect,
        Optional<String> version,
        String upgradeInfo,
        Instant createdAt,
        Instant updatedAt,
        Optional<Instant> appliedAt) {

    /// One in an answer.
    record One(P2cGatewayView p2cVpnGateway, String requestId) {}

    /// All that a query found.
    ///
    /// @param totalCount how many the project has
    record Many(List<P2cGatewayView> p2cVpnGateways, long totalCount, PageInfo pageInfo, String requestId) {}

    /// One that was made or changed: its identifier is all that is told of it.
    record Changed(OnlyId p2cVpnGateway, String requestId) {

        static Changed of(GatewayId id, String requestId) {
            return new Changed(new OnlyId(id), requestId);
        }
    }

    record OnlyId(GatewayId id) {}

    /// The zones that gateways may be placed in.
    record InZones(List<String> availabilityZones, String requestId) {}

    static P2cGatewayView of(ShownP2cGateway shown) {
        P2cGateway gateway = shown.gateway();
        return new P2cGatewayView(
                gateway.id(),
                gateway.name().text(),
                shown.status(),
                shown.since(),
                gateway.vpc(),
                gateway.subnet(),
                gateway.flavor(),
                gateway.zones(),
                shown.eip().map(NodeEipView::of),
                List.of(GatewayNodeView.of(gateway.node(), shown.eip(), NodeStatus.of(shown.status()))),
                gateway.mostConnections(),
                shown.connections(),
                gateway.enterpriseProject(),
                gateway.tags(),
                gateway.order().orElse(""),
                !gateway.frozen(),
                gateway.frozenEffect().map(FrozenEffect::number).orElse(0),
                shown.software().map(NodeSoftware::version),
                shown.software().filter(NodeSoftware::differs).isPresent() ? "ready" : "unready",
                gateway.createdAt(),
                gateway.updatedAt(),
                gateway.appliedAt());
    }
}
