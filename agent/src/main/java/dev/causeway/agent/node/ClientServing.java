package dev.causeway.agent.node;

import dev.causeway.agent.firewall.FirewallConfig;
import dev.causeway.agent.host.LinkNames;
import dev.causeway.agent.host.Namespace;
import dev.causeway.agent.network.Exit;
import dev.causeway.agent.network.ExitId;
import dev.causeway.agent.openvpn.ObservedServer;
import dev.causeway.agent.openvpn.ServerConfig;
import dev.causeway.model.Ipv4;
import dev.causeway.model.NodeId;
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
record ClientServing(NodeDocument document, NodeService.ClientVpn service, ClientDriver driver) implements Serving {

    @Override
    public Set<Prefix> inside() {
        return service.server().map(server -> Set.copyOf(server.localSubnets())).orElse(Set.of());
    }

    @Override
    public FirewallConfig firewall() {
        return new FirewallConfig.ForClients(
                node(),
                eip(),
                NodePlan.vpc(document.attachment()).address().address(),
                service.server().map(ClientServer::port));
    }

    private Optional<Ipv4> eip() {
        return switch (document.uplink()) {
            case Uplink.Eip eip -> Optional.of(eip.address());
            case Uplink.None _ -> Optional.empty();
        };
    }

    @Override
    public boolean apply() {
        driver.apply(node(), service.server().map(ClientServing::config));
        return true;
    }

    @Override
    public boolean ends() {
        return service.server().isEmpty();
    }

    static ServerConfig config(ClientServer server) {
        return new ServerConfig(
                server.server(),
                server.generation(),
                server.clientCidr(),
                server.localSubnets(),
                server.dnsServers(),
                server.port(),
                server.cipher(),
                server.certificate().chain(),
                server.certificate().key(),
                switch (server.showing()) {
                    case PASSWORD -> ServerConfig.Showing.PASSWORD;
                    case CERTIFICATE -> ServerConfig.Showing.CERTIFICATE;
                },
                server.start());
    }

    /// A server asks nobody for anything.
    @Override
    public void hold() {}

    @Override
    public void begin() {}

    @Override
    public void remove() {
        driver.remove(node());
    }

    /// Once the server was seen to listen, its clients are there, whatever becomes of the daemon: they come back to the
    /// next one.
    @Override
    public List<Exit> exits() {
        Exit.State state = driver.server(node())
                .filter(seen -> seen.state() == ObservedServer.State.LISTENING)
                .<Exit.State>map(seen -> new Exit.State.Up(seen.since()))
                .orElse(Exit.State.UNDECIDED);
        return service
                .server()
                .map(server -> new Exit(Exits.clients(node()), LinkNames.CLIENTS, state, Set.of(server.clientCidr())))
                .stream()
                .toList();
    }

    @Override
    public List<ReportPart> observe(Predicate<ExitId> isFound) {
        return ClientReports.of(node(), driver);
    }

    /// Its daemon lives in the node.
    @Override
    public Set<Namespace> namespaces() {
        return Set.of();
    }

    private NodeId node() {
        return document.node();
    }
}
