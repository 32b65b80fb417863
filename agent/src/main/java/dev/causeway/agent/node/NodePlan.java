package dev.causeway.agent.node;

import dev.causeway.agent.firewall.FirewallConfig;
import dev.causeway.agent.firewall.Passage;
import dev.causeway.agent.host.Slot;
import dev.causeway.agent.network.NodeConfig;
import dev.causeway.model.InterfaceAddress;
import dev.causeway.model.PolicyRule;
import dev.causeway.model.Prefix;
import dev.causeway.model.document.Attachment;
import dev.causeway.model.document.NodeDocument;
import dev.causeway.model.document.NodeService;
import dev.causeway.model.document.Steering;
import dev.causeway.model.document.Tunnel;
import dev.causeway.model.document.Uplink;
import java.util.List;
import java.util.Set;

/// What the document of a node means for the drivers of networks and of firewalls.
record NodePlan(NodeConfig network, FirewallConfig firewall) {

    static NodePlan of(NodeDocument document) {
        NodeConfig.Internet internet = switch (document.uplink()) {
            case Uplink.Eip eip ->
                new NodeConfig.Internet(
                        new InterfaceAddress(eip.address(), eip.segment().length()), eip.router());
        };
        NodeConfig.Vpc vpc = switch (document.attachment()) {
            case Attachment.Vpc at ->
                new NodeConfig.Vpc(
                        at.vpc(),
                        at.subnet(),
                        new InterfaceAddress(at.address(), at.prefix().length()),
                        at.router());
        };
        return switch (document.service()) {
            case NodeService.SiteToCloud service ->
                new NodePlan(
                        new NodeConfig(document.node(), internet, vpc, Set.copyOf(service.localSubnets())),
                        new FirewallConfig(
                                document.node(),
                                internet.eip().address(),
                                vpc.address().address(),
                                service.tunnels().stream()
                                        .map(tunnel -> passage(service.localSubnets(), tunnel))
                                        .toList()));
        };
    }

    private static Passage passage(List<Prefix> localSubnets, Tunnel tunnel) {
        return new Passage(
                new Slot(tunnel.slot()),
                tunnel.peer(),
                tunnel.localAddress().address(),
                tunnel.peerAddress().address(),
                Set.copyOf(tunnel.steering().destinations()),
                switch (tunnel.steering()) {
                    case Steering.Static _ -> new Passage.Everything(localSubnets);
                    case Steering.Policy(List<PolicyRule> rules) -> new Passage.Pairs(rules);
                });
    }
}
