package dev.causeway.controller.gateway;

import dev.causeway.controller.inventory.Zones;
import dev.causeway.controller.node.GatewayNode;
import dev.causeway.controller.node.GatewayNodeView;
import dev.causeway.controller.node.GatewayStatus;
import dev.causeway.controller.node.NodeEipView;
import dev.causeway.controller.resource.Tag;
import dev.causeway.model.GatewayId;
import dev.causeway.model.HaMode;
import dev.causeway.model.Prefix;
import dev.causeway.model.SubnetId;
import dev.causeway.model.VpcId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// A gateway as the API shows it.
///
/// @param masterEip the same as `eip1`, under the name that some clients read
/// @param slaveEip likewise for `eip2`
/// @param nodes the first of them has `eip1`
/// @param publicBorderGroup where its EIPs come from
/// @param supportedFlavors what the specification can be changed to
/// @param supportedFeatures none: no words for them are documented
/// @param upgradeInfo whether there is newer software for it; there is none
record GatewayView(
        GatewayId id,
        String name,
        Optional<GatewayStatus> status,
        Optional<Instant> statusChangedAt,
        String networkType,
        String attachmentType,
        String ipVersion,
        VpcId vpcId,
        List<Prefix> localSubnets,
        SubnetId connectSubnet,
        long bgpAsn,
        Flavor flavor,
        Optional<List<String>> availabilityZoneIds,
        int connectionNumber,
        int usedConnectionNumber,
        int usedConnectionGroup,
        String enterpriseProjectId,
        HaMode haMode,
        VpcId accessVpcId,
        SubnetId accessSubnetId,
        Optional<NodeEipView> eip1,
        Optional<NodeEipView> eip2,
        Optional<NodeEipView> masterEip,
        Optional<NodeEipView> slaveEip,
        Optional<List<GatewayNodeView>> nodes,
        Optional<Instant> createdAt,
        Optional<Instant> appliedAt,
        Optional<Instant> updatedAt,
        Optional<String> publicBorderGroup,
        Optional<List<Flavor>> supportedFlavors,
        Optional<List<String>> supportedFeatures,
        Optional<String> upgradeInfo,
        List<Tag> tags) {

    /// Which operation answers: each shows a little more or less.
    enum Answer {
        CREATE,
        UPDATE,
        QUERY
    }

    /// One in an answer.
    record One(GatewayView vpnGateway, String requestId) {}

    /// All that a query found.
    record Many(List<GatewayView> vpnGateways, String requestId) {}

    /// The zones that gateways may be placed in.
    record AvailabilityZones(ByFlavor availabilityZones, String requestId) {}

    /// The same for each specification.
    record ByFlavor(ByAttachment professional1, ByAttachment professional2) {}

    /// The same for each kind of attachment.
    record ByAttachment(List<String> vpc, List<String> er) {}

    static GatewayView of(Gateways.Shown shown, Answer answer) {
        VpnGateway gateway = shown.gateway();
        // A report tells that the gateway works a moment before its row does.
        boolean works = gateway.appliedAt().isPresent() || shown.status() == GatewayStatus.ACTIVE;
        boolean settled = answer != Answer.CREATE && works;
        boolean query = answer == Answer.QUERY;
        Optional<NodeEipView> first = settled ? eip(shown, 0) : Optional.empty();
        Optional<NodeEipView> second = settled ? eip(shown, 1) : Optional.empty();
        return new GatewayView(
                gateway.id(),
                gateway.name().text(),
                Optional.of(shown.status()).filter(_ -> query),
                Optional.of(shown.since()).filter(_ -> query),
                GatewayRequest.NetworkType.PUBLIC.word(),
                GatewayRequest.AttachmentType.VPC.word(),
                GatewayRequest.IpVersion.IPV4.word(),
                gateway.attachment().vpc(),
                gateway.localSubnets(),
                gateway.attachment().subnet(),
                gateway.asNumber().value(),
                gateway.flavor(),
                zones(gateway).filter(_ -> settled || (answer != Answer.CREATE && gateway.zonesChosen())),
                Flavor.CONNECTIONS,
                shown.usage().connections(),
                shown.usage().groups(),
                gateway.enterpriseProject(),
                gateway.haMode(),
                gateway.attachment().accessVpc(),
                gateway.attachment().accessSubnet(),
                first,
                second,
                first,
                second,
                Optional.of(shown.nodes()).filter(_ -> query),
                Optional.of(gateway.createdAt()).filter(_ -> settled),
                gateway.appliedAt().filter(_ -> query),
                Optional.of(gateway.updatedAt()).filter(_ -> settled),
                Optional.of(Zones.BORDER_GROUP).filter(_ -> query),
                Optional.of(gateway.flavor().upgrades()).filter(_ -> query),
                Optional.of(List.<String>of()).filter(_ -> query),
                Optional.of("unready").filter(_ -> query),
                gateway.tags());
    }

    private static Optional<NodeEipView> eip(Gateways.Shown shown, int node) {
        return Optional.ofNullable(
                        shown.eips().get(shown.gateway().nodes().get(node).id()))
                .map(NodeEipView::of);
    }

    private static Optional<List<String>> zones(VpnGateway gateway) {
        return Optional.of(
                gateway.nodes().stream().map(GatewayNode::zone).distinct().toList());
    }
}
