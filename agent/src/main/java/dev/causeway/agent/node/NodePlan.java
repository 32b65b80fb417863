package dev.causeway.agent.node;

import dev.causeway.agent.firewall.FirewallConfig;
import dev.causeway.agent.ipsec.TunnelConfig;
import dev.causeway.agent.network.NodeConfig;
import dev.causeway.model.InterfaceAddress;
import dev.causeway.model.document.Attachment;
import dev.causeway.model.document.NodeDocument;
import dev.causeway.model.document.NodeService;
import dev.causeway.model.document.Uplink;
import java.util.List;
import java.util.Set;

/// What the document of a node means for each of the drivers.
record NodePlan(NodeConfig network, FirewallConfig firewall, List<TunnelConfig> tunnels) {

    static NodePlan of(NodeDocument document) {
        NodeConfig.Internet internet = internet(document.uplink());
        NodeConfig.Vpc vpc = vpc(document.attachment());
        var outside = new TunnelConfig.Outside(internet.eip().address(), internet.router());
        return switch (document.service()) {
            case NodeService.SiteToCloud service -> {
                List<TunnelPlan> tunnels = service.tunnels().stream()
                        .map(tunnel -> new TunnelPlan(document.node(), outside, service.localSubnets(), tunnel))
                        .toList();
                yield new NodePlan(
                        new NodeConfig(document.node(), internet, vpc, Set.copyOf(service.localSubnets())),
                        new FirewallConfig(
                                document.node(),
                                internet.eip().address(),
                                vpc.address().address(),
                                tunnels.stream().map(TunnelPlan::passage).toList()),
                        tunnels.stream().map(TunnelPlan::ipsec).toList());
            }
            case NodeService.ClientVpn _ -> throw new UnsupportedOperationException("clients cannot be served yet");
        };
    }

    private static NodeConfig.Internet internet(Uplink uplink) {
        return switch (uplink) {
            case Uplink.Eip eip ->
                new NodeConfig.Internet(
                        new InterfaceAddress(eip.address(), eip.segment().length()), eip.router());
            case Uplink.None _ -> throw new UnsupportedOperationException("a node without EIP cannot be made yet");
        };
    }

    private static NodeConfig.Vpc vpc(Attachment attachment) {
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
