package dev.causeway.agent.node;

import dev.causeway.agent.firewall.FirewallConfig;
import dev.causeway.agent.host.HostNames;
import dev.causeway.agent.host.Namespace;
import dev.causeway.agent.host.Slot;
import dev.causeway.agent.ipsec.ObservedTunnel;
import dev.causeway.agent.ipsec.TunnelConfig;
import dev.causeway.agent.network.Exit;
import dev.causeway.agent.network.ExitId;
import dev.causeway.model.ConnectionId;
import dev.causeway.model.Ipv4;
import dev.causeway.model.Prefix;
import dev.causeway.model.document.NodeDocument;
import dev.causeway.model.document.NodeService;
import dev.causeway.model.document.Steering;
import dev.causeway.model.document.Tunnel;
import dev.causeway.model.document.TunnelReport;
import dev.causeway.model.document.Uplink;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Tunnels to customer gateways.
record TunnelServing(NodeDocument node, NodeService.SiteToCloud service, HostNames names, TunnelDriver driver)
        implements Serving {

    @Override
    public Set<Prefix> inside() {
        return Set.copyOf(service.localSubnets());
    }

    @Override
    public FirewallConfig firewall() {
        return new FirewallConfig.ForTunnels(
                node.node(),
                outside().address(),
                NodePlan.vpc(node.attachment()).address().address(),
                plans().stream().map(TunnelPlan::passage).toList());
    }

    List<TunnelConfig> configs() {
        return plans().stream().map(TunnelPlan::ipsec).toList();
    }

    private List<TunnelPlan> plans() {
        var outside = new TunnelConfig.Outside(outside().address(), outside().router());
        return service.tunnels().stream()
                .filter(TunnelServing::isServed)
                .map(tunnel -> new TunnelPlan(node.node(), outside, service.localSubnets(), tunnel))
                .toList();
    }

    private Uplink.Eip outside() {
        return switch (node.uplink()) {
            case Uplink.Eip eip -> eip;
            case Uplink.None _ -> throw new IllegalArgumentException("customer gateways find no node without an EIP");
        };
    }

    @Override
    public boolean apply() {
        return driver.apply(node.node(), configs());
    }

    /// Tunnels go one by one, whatever else is done.
    @Override
    public boolean ends() {
        return false;
    }

    @Override
    public void hold() {
        driver.letAnswer(node.node(), Set.of());
    }

    @Override
    public void begin() {
        Set<Ipv4> peers = service.tunnels().stream()
                .filter(TunnelServing::isServed)
                .map(Tunnel::peer)
                .collect(Collectors.toSet());
        driver.letAnswer(node.node(), peers);
    }

    @Override
    public void remove() {
        driver.remove(node.node());
    }

    @Override
    public List<Exit> exits() {
        Map<ConnectionId, Exit.State> states = driver.observe(node.node()).stream()
                .collect(Collectors.toMap(ObservedTunnel::connection, TunnelServing::state));
        return service.tunnels().stream()
                .sorted(Comparator.comparingInt(Tunnel::slot))
                .map(tunnel -> exit(tunnel, states.getOrDefault(tunnel.connection(), Exit.State.UNDECIDED)))
                .toList();
    }

    private static Exit exit(Tunnel tunnel, Exit.State state) {
        String device = new Slot(tunnel.slot()).device();
        return switch (tunnel.steering()) {
            case Steering.Static _, Steering.Policy _ ->
                new Exit(
                        Exits.id(tunnel.connection()),
                        device,
                        state,
                        Set.copyOf(tunnel.steering().destinations()));
            case Steering.Bgp _ ->
                new Exit(Exits.id(tunnel.connection()), device, new Exit.State.Down(Set.of()), Set.of());
        };
    }

    /// Nothing speaks BGP here: no tunnel is made for what could not be learnt.
    private static boolean isServed(Tunnel tunnel) {
        return switch (tunnel.steering()) {
            case Steering.Static _, Steering.Policy _ -> true;
            case Steering.Bgp _ -> false;
        };
    }

    private static Exit.State state(ObservedTunnel seen) {
        return switch (seen.state()) {
            case APPLYING -> Exit.State.UNDECIDED;
            case UP -> new Exit.State.Up(seen.since());
            case DOWN, FAILED -> new Exit.State.Down(seen.carried());
        };
    }

    @Override
    public List<TunnelReport> observe(Predicate<ExitId> isFound) {
        return Stream.concat(
                        driver.observe(node.node()).stream()
                                .map(seen ->
                                        TunnelReports.of(node.node(), seen, isFound.test(Exits.id(seen.connection())))),
                        service.tunnels().stream()
                                .filter(tunnel -> !isServed(tunnel))
                                .map(tunnel -> TunnelReports.notServed(node.node(), tunnel)))
                .toList();
    }

    @Override
    public Set<Namespace> namespaces() {
        return service.tunnels().stream()
                .map(tunnel -> names.worker(tunnel.connection()))
                .collect(Collectors.toSet());
    }
}
