package dev.causeway.agent.node;

import dev.causeway.agent.host.HostNames;
import dev.causeway.model.document.NodeDocument;
import dev.causeway.model.document.NodeService;

/// The drivers of what nodes do for others.
public final class Services {

    private final HostNames names;
    private final TunnelServing.Drivers tunnels;
    private final ClientDriver clients;

    /// @param tunnels to customer gateways
    /// @param routing between nodes and customers
    /// @param probes of customers
    /// @param drains of nodes that serve tunnels
    /// @param clients that connect to nodes
    public Services(
            HostNames names,
            TunnelDriver tunnels,
            RoutingDriver routing,
            ProbeDriver probes,
            Drains drains,
            ClientDriver clients) {
        this.names = names;
        this.tunnels = new TunnelServing.Drivers(tunnels, routing, probes, drains, new Complaints());
        this.clients = clients;
    }

    Serving of(NodeDocument node) {
        return switch (node.service()) {
            case NodeService.SiteToCloud service -> new TunnelServing(node, service, names, tunnels);
            case NodeService.ClientVpn service -> new ClientServing(node, service, clients);
        };
    }

    ClientDriver clients() {
        return clients;
    }
}
