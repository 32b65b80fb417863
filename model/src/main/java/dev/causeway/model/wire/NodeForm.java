package dev.causeway.model.wire;

import com.fasterxml.jackson.annotation.JsonTypeName;
import dev.causeway.model.GatewayId;
import dev.causeway.model.NodeId;
import dev.causeway.model.Prefix;
import dev.causeway.model.document.Attachment;
import dev.causeway.model.document.NodeDocument;
import dev.causeway.model.document.NodeService;
import dev.causeway.model.document.Tunnel;
import dev.causeway.model.document.Uplink;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// How a node's document is written: flat, as it has been since the first version, which requires each of these
/// fields. Another uplink, attachment or service becomes an [Optional] field beside them, and leaves out those that do
/// not hold for it: to a version that does not know it the document is one that is not understood.
@JsonTypeName("NODE")
record NodeForm(
        NodeId node,
        GatewayId gateway,
        long generation,
        boolean wanted,
        long gatewayGeneration,
        Uplink.Eip publicAddress,
        Attachment.Vpc attachment,
        List<Prefix> localSubnets,
        List<Tunnel> tunnels,
        Optional<UUID> edition) {

    static NodeForm of(NodeDocument node) {
        NodeService.SiteToCloud service = switch (node.service()) {
            case NodeService.SiteToCloud siteToCloud -> siteToCloud;
        };
        return new NodeForm(
                node.node(),
                node.gateway(),
                node.generation(),
                node.wanted(),
                node.gatewayGeneration(),
                switch (node.uplink()) {
                    case Uplink.Eip eip -> eip;
                },
                switch (node.attachment()) {
                    case Attachment.Vpc vpc -> vpc;
                },
                service.localSubnets(),
                service.tunnels(),
                node.edition());
    }

    NodeDocument value() {
        return new NodeDocument(
                node,
                gateway,
                generation,
                wanted,
                gatewayGeneration,
                publicAddress,
                attachment,
                new NodeService.SiteToCloud(localSubnets, tunnels),
                edition);
    }
}
