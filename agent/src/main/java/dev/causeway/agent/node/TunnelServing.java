package dev.causeway.agent.node;

import dev.causeway.agent.firewall.FirewallConfig;
import dev.causeway.agent.host.HostNames;
import dev.causeway.agent.host.Namespace;
import dev.causeway.agent.host.SiblingLink;
import dev.causeway.agent.ipsec.TunnelConfig;
import dev.causeway.agent.network.Exit;
import dev.causeway.agent.network.ExitId;
import dev.causeway.agent.network.NodeConfig;
import dev.causeway.agent.probe.ProbeTarget;
import dev.causeway.agent.probe.ProbeVerdict;
import dev.causeway.agent.routing.LineRefused;
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
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Tunnels to customer gateways, and what speaks and asks through them.
record TunnelServing(NodeDocument document, NodeService.SiteToCloud service, HostNames names, Drivers drivers)
        implements Serving {

    /// What serves.
    record Drivers(
            TunnelDriver tunnels, RoutingDriver routing, ProbeDriver probes, Drains drains, Complaints complaints) {}

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
                service, speaker, NodePlan.vpc(document.attachment()).address());
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
        Optional<RuntimeException> unsaid = drivers.complaints()
                .failure(
                        node(),
                        Complaints.Part.ROUTING,
                        () -> drivers.routing()
                                .apply(
                                        node(),
                                        service.speaker().map(this::speaks).map(SpeakerPlan::config)));
        boolean asks = isDone(Complaints.Part.PROBES, () -> drivers.probes().apply(node(), probes().targets()));
        boolean drains = isDrainTold(unsaid)
                && isDone(Complaints.Part.DRAIN, () -> drivers.drains().apply(node(), service.drain()));
        return ended && unsaid.isEmpty() && asks && drains;
    }

    /// One line that is refused keeps no drain from being followed. That a node is drained no more is so whatever was
    /// said.
    private boolean isDrainTold(Optional<RuntimeException> unsaid) {
        return service.drain().isEmpty()
                || unsaid.map(failure -> failure instanceof LineRefused refused && refused.isRestHeld())
                        .orElse(true);
    }

    private boolean isDone(Complaints.Part part, Runnable work) {
        return drivers.complaints().isDone(node(), part, work);
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
        drivers.drains().remove(node());
        boolean asks = !isDone(Complaints.Part.PROBES, () -> drivers.probes().remove(node()));
        boolean speaks =
                !isDone(Complaints.Part.ROUTING, () -> drivers.routing().remove(node()));
        drivers.tunnels().remove(node());
        if (asks || speaks) {
            throw new IllegalStateException("something that speaks or asks for node " + node() + " remains");
        }
        drivers.complaints().forget(node());
    }

    @Override
    public List<Exit> exits() {
        return sights().exits();
    }

    /// What has been learned through a tunnel that does not carry packets any more is used no longer.
    @Override
    public boolean tellCarriers() {
        return !sights().isAnyLearned()
                || isDone(Complaints.Part.CARRIERS, () -> drivers.routing().carriers(node(), sights().carrying()));
    }

    @Override
    public List<ReportPart> observe(Predicate<ExitId> isFound) {
        Map<ProbeTarget, ProbeVerdict> verdicts = drivers.probes().observe(node());
        Stream<ReportPart> ofProbes = probes().targets().stream()
                .map(target -> ProbeReports.of(node(), target, Optional.ofNullable(verdicts.get(target))));
        Stream<ReportPart> ofDrain = drivers.drains().observe(node()).stream().map(drain -> drain);
        return Stream.of(sights().reports(isFound).stream(), ofProbes, ofDrain)
                .flatMap(part -> part)
                .toList();
    }

    @Override
    public List<TunnelReport> tunnels(Predicate<ExitId> isFound) {
        return sights().told(isFound);
    }

    @Override
    public List<Block> blocks() {
        Stream<Block> samples = drivers.probes().take(node()).stream().map(some -> ProbeReports.of(node(), some));
        return Stream.concat(sights().routes().stream(), samples).toList();
    }

    private TunnelSights sights() {
        return new TunnelSights(node(), service.tunnels(), drivers);
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
