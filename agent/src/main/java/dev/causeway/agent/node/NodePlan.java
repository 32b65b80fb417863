package dev.causeway.agent.node;

import dev.causeway.agent.network.NodeConfig;
import dev.causeway.model.InterfaceAddress;
import dev.causeway.model.document.Attachment;
import dev.causeway.model.document.NodeDocument;
import dev.causeway.model.document.Uplink;
import java.util.Optional;

/// How the document of a node plugs it in, whatever its service is.
final class NodePlan {

    private NodePlan() {}

    static NodeConfig network(NodeDocument node, Serving serving) {
        return new NodeConfig(
                node.node(),
                node.gateway(),
                internet(node.uplink()),
                vpc(node.attachment()),
                serving.inside(),
                serving.sibling());
    }

    private static Optional<NodeConfig.Internet> internet(Uplink uplink) {
        return switch (uplink) {
            case Uplink.Eip eip ->
                Optional.of(new NodeConfig.Internet(
                        new InterfaceAddress(eip.address(), eip.segment().length()), eip.router()));
            case Uplink.None _ -> Optional.empty();
        };
    }

    static NodeConfig.Vpc vpc(Attachment attachment) {
        return switch (attachment) {
            case Attachment.Vpc at ->
                new NodeConfig.Vpc(
                        at.vpc(),
                        at.subnet(),
                        new InterfaceAddress(at.address(), at.prefix().length()),
                        at.router());
        };
    }
}
