package dev.causeway.agent.node;

import dev.causeway.agent.firewall.FirewallConfig;
import dev.causeway.agent.host.HostNames;
import dev.causeway.agent.host.Namespace;
import dev.causeway.agent.host.SiblingLink;
import dev.causeway.agent.host.Slot;
import dev.causeway.agent.ipsec.ObservedTunnel;
import dev.causeway.agent.ipsec.TunnelConfig;
import dev.causeway.agent.network.Exit;
import dev.causeway.agent.network.ExitId;
import dev.causeway.agent.network.NodeConfig;
import dev.causeway.agent.probe.ProbeTarget;
import dev.causeway.agent.probe.ProbeVerdict;
import dev.causeway.agent.routing.ObservedNeighbour;
import dev.causeway.model.ConnectionId;
import dev.causeway.model.Ipv4;
import dev.causeway.model.NodeId;
import dev.causeway.model.Prefix;
import dev.causeway.model.document.Block;
import dev.causeway.model.document.NodeDocument;
import dev.causeway.model.document.NodeService;
import dev.causeway.model.document.ReportPart;
import dev.causeway.model.document.Speaker;
import dev.causeway.model.document.Tunnel;
import dev.causeway.model.document.TunnelReport;
import dev.causeway.model.document.Uplink;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Tunnels to customer gateways, and what speaks and asks through them.
record TunnelServing(NodeDocument document, NodeService.SiteToCloud service, HostNames names, Drivers drivers)
        implements Serving {

    private static final System.Logger LOG = System.getLogger(TunnelServing.class.getName());

    /// What serves.
    record Drivers(TunnelDriver tunnels, RoutingDriver routing, ProbeDriver probes) {}

    @Override
    public Set<Prefix> inside() {
        return Set.copyOf(service.localSubnets());
    }

    @Override
    public Optional<NodeConfig.Sibling> sibling() {
        return service.speaker()
                .flatMap(speaker ->
                        speaker.sibling().map(other -> new NodeConfig.Sibling(other.node(), speaker.index())));
    }

    @Override
    public FirewallConfig firewall() {
        return new FirewallConfig.ForTunnels(
                node(),
                outside().address(),
                NodePlan.vpc(document.attachment()).address().address(),
                plans().map(TunnelPlan::passage).toList(),
                service.speaker().flatMap(this::besides),
                probes().asked());
    }

    private Optional<FirewallConfig.Sibling> besides(Speaker speaker) {
        return speaker.sibling()
                .map(other -> new FirewallConfig.Sibling(
                        SiblingLink.end(speaker.index()).address(),
                        SiblingLink.farEnd(speaker.index()).address(),
                        inside(),
                        Set.copyOf(other.peers()),
                        Set.copyOf(other.hubs())));
    }

    List<TunnelConfig> configs() {
        return plans().map(TunnelPlan::ipsec).toList();
    }

    private Stream<TunnelPlan> plans() {
        var outside = new TunnelConfig.Outside(outside().address(), outside().router());
        return service.tunnels().stream()
                .map(tunnel -> new TunnelPlan(node(), outside, service.localSubnets(), tunnel));
    }

    private ProbePlan probes() {
        return new ProbePlan(service, outside().address());
    }

    private SpeakerPlan speaks(Speaker speaker) {
        return new SpeakerPlan(
                service,
                speaker,
                outside().address(),
                NodePlan.vpc(document.attachment()).address().prefix());
    }

    private Uplink.Eip outside() {
        return switch (document.uplink()) {
            case Uplink.Eip eip -> eip;
            case Uplink.None _ -> throw new IllegalArgumentException("customer gateways find no node without an EIP");
        };
    }

    /// Tunnels need nobody who speaks or asks through them.
    @Override
    public boolean apply() {
        boolean ended = drivers.tunnels().apply(node(), configs());
        boolean speaks = isDone(() -> drivers.routing()
                .apply(node(), service.speaker().map(this::speaks).map(SpeakerPlan::config)));
        boolean asks = isDone(() -> drivers.probes().apply(node(), probes().targets()));
        return ended && speaks && asks;
    }

    private boolean isDone(Runnable work) {
        try {
            work.run();
            return true;
        } catch (RuntimeException e) {
            LOG.log(System.Logger.Level.WARNING, "node {0}: {1}", node(), e.getMessage());
            LOG.log(System.Logger.Level.DEBUG, "it failed", e);
            return false;
        }
    }

    /// Tunnels go one by one, whatever else is done.
    @Override
    public boolean ends() {
        return false;
    }

    @Override
    public void hold() {
        drivers.tunnels().letAnswer(node(), Set.of());
    }

    @Override
    public void begin() {
        Set<Ipv4> peers = service.tunnels().stream().map(Tunnel::peer).collect(Collectors.toSet());
        drivers.tunnels().letAnswer(node(), peers);
    }

    /// While its tunnels are there, a peer can be told that nobody speaks any more.
    @Override
    public void remove() {
        boolean asks = !isDone(() -> drivers.probes().remove(node()));
        boolean speaks = !isDone(() -> drivers.routing().remove(node()));
        drivers.tunnels().remove(node());
        if (asks || speaks) {
            throw new IllegalStateException("something that speaks or asks for node " + node() + " remains");
        }
    }

    @Override
    public List<Exit> exits() {
        Map<ConnectionId, TunnelSight> sights = sights();
        Map<Slot, Set<Prefix>> learned = isAnyLearned() ? drivers.routing().learned(node()) : Map.of();
        return service.tunnels().stream()
                .sorted(Comparator.comparingInt(Tunnel::slot))
                .map(tunnel -> exit(tunnel, Optional.ofNullable(sights.get(tunnel.connection())), learned))
                .toList();
    }

    private boolean isAnyLearned() {
        return service.tunnels().stream().anyMatch(SpeakerPlan::isLearned);
    }

    private static Exit exit(Tunnel tunnel, Optional<TunnelSight> sight, Map<Slot, Set<Prefix>> learned) {
        var slot = new Slot(tunnel.slot());
        return new Exit(
                Exits.id(tunnel.connection()),
                slot.device(),
                sight.map(TunnelSight::exit).orElse(Exit.State.UNDECIDED),
                Set.copyOf(tunnel.steering().destinations()),
                SpeakerPlan.isLearned(tunnel) ? Optional.of(learned.getOrDefault(slot, Set.of())) : Optional.empty());
    }

    /// What has been learned through a tunnel that does not carry packets any more is used no longer.
    @Override
    public boolean tellCarriers() {
        if (!isAnyLearned()) {
            return true;
        }
        Map<Slot, Boolean> carrying = new HashMap<>();
        sights().values().stream().filter(TunnelSight::isLearned).forEach(sight -> {
            var slot = new Slot(sight.tunnel().slot());
            switch (sight.exit()) {
                case Exit.State.Up _ -> carrying.put(slot, true);
                case Exit.State.Down _ -> carrying.put(slot, false);
                case Exit.State.Undecided _ -> {}
            }
        });
        return isDone(() -> drivers.routing().carriers(node(), carrying));
    }

    /// What was seen of those tunnels that shall be there.
    private Map<ConnectionId, TunnelSight> sights() {
        Map<ConnectionId, Tunnel> wanted =
                service.tunnels().stream().collect(Collectors.toMap(Tunnel::connection, Function.identity()));
        Map<ConnectionId, ObservedNeighbour> neighbours = drivers.routing().observe(node()).stream()
                .collect(Collectors.toMap(ObservedNeighbour::connection, Function.identity()));
        Map<ProbeTarget, ProbeVerdict> verdicts = drivers.probes().observe(node());
        return drivers.tunnels().observe(node()).stream()
                .filter(seen -> wanted.containsKey(seen.connection()))
                .map(seen -> sight(wanted.get(seen.connection()), seen, neighbours, verdicts))
                .collect(Collectors.toMap(sight -> sight.tunnel().connection(), Function.identity()));
    }

    private static TunnelSight sight(
            Tunnel tunnel,
            ObservedTunnel seen,
            Map<ConnectionId, ObservedNeighbour> neighbours,
            Map<ProbeTarget, ProbeVerdict> verdicts) {
        return new TunnelSight(
                tunnel,
                seen,
                Optional.ofNullable(neighbours.get(tunnel.connection())),
                ProbePlan.through(tunnel).map(verdicts::get));
    }

    @Override
    public List<ReportPart> observe(Predicate<ExitId> isFound) {
        List<ReportPart> parts = new ArrayList<>(tunnelReports(isFound));
        parts.addAll(TunnelReports.of(node(), drivers.tunnels().pairs(node())));
        Map<ProbeTarget, ProbeVerdict> verdicts = drivers.probes().observe(node());
        probes().targets()
                .forEach(target ->
                        parts.add(ProbeReports.of(node(), target, Optional.ofNullable(verdicts.get(target)))));
        return parts;
    }

    @Override
    public List<Block> blocks() {
        return drivers.probes().take(node()).stream()
                .<Block>map(samples -> ProbeReports.of(node(), samples))
                .toList();
    }

    private List<TunnelReport> tunnelReports(Predicate<ExitId> isFound) {
        Map<ConnectionId, TunnelSight> sights = sights();
        return drivers.tunnels().observe(node()).stream()
                .map(seen -> Optional.ofNullable(sights.get(seen.connection()))
                        .map(TunnelSight::told)
                        .orElse(seen))
                .map(told -> TunnelReports.of(node(), told, isFound.test(Exits.id(told.connection()))))
                .toList();
    }

    @Override
    public Set<Namespace> namespaces() {
        return service.tunnels().stream()
                .map(tunnel -> names.worker(tunnel.connection()))
                .collect(Collectors.toSet());
    }

    private NodeId node() {
        return document.node();
    }
}
