package dev.causeway.agent.node;

import dev.causeway.agent.host.HostNames;
import dev.causeway.model.document.NodeDocument;
import dev.causeway.model.document.NodeService;

/// The drivers of what nodes do for others.
///
/// @param tunnels to customer gateways
/// @param routing between nodes and customers
/// @param probes of customers
/// @param clients that connect to nodes
public record Services(
        HostNames names, TunnelDriver tunnels, RoutingDriver routing, ProbeDriver probes, ClientDriver clients) {

    Serving of(NodeDocument node) {
        return switch (node.service()) {
            case NodeService.SiteToCloud service ->
                new TunnelServing(node, service, names, new TunnelServing.Drivers(tunnels, routing, probes));
            case NodeService.ClientVpn service -> new ClientServing(node, service, clients);
        };
    }
}
