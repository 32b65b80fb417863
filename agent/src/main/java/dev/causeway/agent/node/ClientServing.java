package dev.causeway.agent.node;

import dev.causeway.agent.firewall.FirewallConfig;
import dev.causeway.agent.host.Namespace;
import dev.causeway.agent.network.Exit;
import dev.causeway.agent.network.ExitId;
import dev.causeway.model.Ipv4;
import dev.causeway.model.Prefix;
import dev.causeway.model.document.ClientServer;
import dev.causeway.model.document.NodeDocument;
import dev.causeway.model.document.NodeService;
import dev.causeway.model.document.ReportPart;
import dev.causeway.model.document.Uplink;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/// Connections of clients.
record ClientServing(NodeDocument node, NodeService.ClientVpn service) implements Serving {

    @Override
    public Set<Prefix> inside() {
        return service.server().map(server -> Set.copyOf(server.localSubnets())).orElse(Set.of());
    }

    @Override
    public FirewallConfig firewall() {
        return new FirewallConfig.ForClients(
                node.node(),
                eip(),
                NodePlan.vpc(node.attachment()).address().address(),
                service.server().map(ClientServer::port));
    }

    private Optional<Ipv4> eip() {
        return switch (node.uplink()) {
            case Uplink.Eip eip -> Optional.of(eip.address());
            case Uplink.None _ -> Optional.empty();
        };
    }

    @Override
    public boolean apply() {
        if (service.server().isPresent()) {
            throw new UnsupportedOperationException("clients cannot be served yet");
        }
        return true;
    }

    /// It asks nobody for anything.
    @Override
    public void hold() {}

    @Override
    public void begin() {}

    @Override
    public void remove() {}

    @Override
    public List<Exit> exits() {
        return List.of();
    }

    @Override
    public List<ReportPart> observe(Predicate<ExitId> isFound) {
        return List.of();
    }

    /// Its daemon lives in the node's.
    @Override
    public Set<Namespace> namespaces() {
        return Set.of();
    }
}
