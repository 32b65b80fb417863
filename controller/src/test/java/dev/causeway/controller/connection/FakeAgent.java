package dev.causeway.controller.connection;

import dev.causeway.controller.fleet.Documents;
import dev.causeway.model.ConnectionId;
import dev.causeway.model.HostId;
import dev.causeway.model.NodeId;
import dev.causeway.model.document.Block;
import dev.causeway.model.document.DocumentKind;
import dev.causeway.model.document.Evidence;
import dev.causeway.model.document.HostReport;
import dev.causeway.model.document.LogLine;
import dev.causeway.model.document.LogSource;
import dev.causeway.model.document.Monitor;
import dev.causeway.model.document.NodeDocument;
import dev.causeway.model.document.NodeService;
import dev.causeway.model.document.ProbeKind;
import dev.causeway.model.document.ProbeReport;
import dev.causeway.model.document.ReportPart;
import dev.causeway.model.document.ThingReport;
import dev.causeway.model.document.Tunnel;
import dev.causeway.model.document.TunnelReport;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;

/// Reads the documents of one of a lab's hosts and reports what a test wants reported.
public final class FakeAgent {

    private final TestCloud lab;
    private final HostId host;
    private final Map<ConnectionId, TunnelReport.State> tunnels = new HashMap<>();
    private final Map<ConnectionId, Why> reasons = new HashMap<>();
    private final Map<ConnectionId, NodeId> remaining = new HashMap<>();
    private final List<LogLine> log = new ArrayList<>();
    private final List<Block> blocks = new ArrayList<>();
    private final List<ReportPart> told = new ArrayList<>();
    private ProbeReport.Verdict ways = ProbeReport.Verdict.PASSES;

    private record Why(String reason, Optional<Evidence> evidence) {}

    FakeAgent(TestCloud lab, HostId host) {
        this.lab = lab;
        this.host = host;
    }

    /// From the next report on, a tunnel is in this state. Before, it is down.
    public void tunnel(String connection, TunnelReport.State state) {
        tunnels.put(ConnectionId.parse(connection), state);
    }

    /// From the next report on, a tunnel is in this state for this reason.
    public void tunnel(String connection, TunnelReport.State state, String reason, Optional<Evidence> evidence) {
        tunnel(connection, state);
        reasons.put(ConnectionId.parse(connection), new Why(reason, evidence));
    }

    /// Says in all reports that something remains of a tunnel that no document mentions any more.
    public void remains(NodeDocument node, String connection) {
        remaining.put(ConnectionId.parse(connection), node.node());
    }

    /// Says so no longer.
    public void nothingRemains() {
        remaining.clear();
    }

    /// From the next report on, this is known of the ways to monitored customer gateways. Before, they answer.
    public void echoes(ProbeReport.Verdict verdict) {
        ways = verdict;
    }

    /// Adds this to every report from now on.
    public void tells(ReportPart part) {
        told.add(part);
    }

    /// Adds this to the next report.
    public void tells(Block block) {
        blocks.add(block);
    }

    /// Adds a line to the log of the next report.
    public void log(String connection, long position, String text) {
        log.add(new LogLine(
                new LogSource.Connection(ConnectionId.parse(connection)), position, lab.clock.instant(), text));
    }

    /// Makes the host what its documents say, and reports that.
    public void work() {
        report(ThingReport.Phase.APPLIED, ThingReport.Phase.ABSENT);
    }

    /// Reports what is wanted, and what is not, as being in these phases.
    public void report(ThingReport.Phase wanted, ThingReport.Phase unwanted) {
        report(wanted, unwanted, () -> {});
    }

    /// Makes the host what its documents say, and reports that.
    ///
    /// @param meanwhile runs before the transaction that takes the report ends
    public void work(Runnable meanwhile) {
        report(ThingReport.Phase.APPLIED, ThingReport.Phase.ABSENT, meanwhile);
    }

    private void report(ThingReport.Phase wanted, ThingReport.Phase unwanted, Runnable meanwhile) {
        lab.database.change(tx -> {
            HostReport report = observe(tx, wanted, unwanted);
            lab.reports.take(tx, host, report, lab.clock.instant());
            lab.features.stream()
                    .flatMap(feature -> feature.observers().stream())
                    .forEach(observer -> observer.observe(tx, report));
            if (unwanted == ThingReport.Phase.ABSENT) {
                forget(tx);
            }
            meanwhile.run();
        });
        log.clear();
        blocks.clear();
    }

    /// The documents of all nodes.
    public List<NodeDocument> nodes() {
        return lab.database.read(tx -> nodes(tx));
    }

    public NodeDocument node(String connection) {
        return nodes().stream()
                .filter(node -> node.tunnels().stream()
                        .anyMatch(tunnel -> tunnel.connection().equals(ConnectionId.parse(connection))))
                .findFirst()
                .orElseThrow();
    }

    public Tunnel tunnel(String connection) {
        return node(connection).tunnels().stream()
                .filter(tunnel -> tunnel.connection().equals(ConnectionId.parse(connection)))
                .findFirst()
                .orElseThrow();
    }

    private HostReport observe(Handle tx, ThingReport.Phase wanted, ThingReport.Phase unwanted) {
        List<ReportPart> reported = new ArrayList<>(told);
        for (NodeDocument node : nodes(tx)) {
            var phase = node.wanted() ? wanted : unwanted;
            String why = phase == ThingReport.Phase.FAILED ? "it cannot be made" : "";
            reported.add(new ThingReport(node.key(), node.generation(), node.gatewayGeneration(), phase, why));
            if (phase == ThingReport.Phase.APPLIED) {
                node.tunnels().forEach(tunnel -> reported.add(tunnel(node, tunnel)));
                probes(node).filter(probe -> !isTold(probe)).forEach(reported::add);
            }
        }
        remaining.forEach((connection, node) -> reported.add(new TunnelReport(
                connection,
                node,
                0,
                TunnelReport.State.FAILED,
                "it cannot be removed",
                lab.clock.instant(),
                TunnelReport.Counters.NONE)));
        return new HostReport(lab.clock.instant(), reported, log, Optional.empty(), blocks);
    }

    private Stream<ProbeReport> probes(NodeDocument node) {
        List<Monitor> monitors =
                node.service() instanceof NodeService.SiteToCloud tunnels ? tunnels.monitors() : List.of();
        return monitors.stream()
                .map(monitor ->
                        new ProbeReport(monitor.connection(), node.node(), ProbeKind.LINK, ways, lab.clock.instant()));
    }

    private boolean isTold(ProbeReport probe) {
        return told.stream()
                .anyMatch(part -> part instanceof ProbeReport other
                        && other.connection().equals(probe.connection())
                        && other.kind() == probe.kind());
    }

    private TunnelReport tunnel(NodeDocument node, Tunnel tunnel) {
        Why why = reasons.getOrDefault(tunnel.connection(), new Why("", Optional.empty()));
        return new TunnelReport(
                tunnel.connection(),
                node.node(),
                tunnel.generation(),
                tunnels.getOrDefault(tunnel.connection(), TunnelReport.State.DOWN),
                why.reason(),
                lab.clock.instant(),
                TunnelReport.Counters.NONE,
                why.evidence());
    }

    private List<NodeDocument> nodes(Handle tx) {
        return lab.documents.onHost(tx, host).stream()
                .filter(placed -> placed.key().kind() == DocumentKind.NODE)
                .flatMap(placed -> lab.nodes().stream()
                        .flatMap(source ->
                                source.build(tx, placed.key().id(), placed.generation(), placed.wanted()).stream()))
                .map(NodeDocument.class::cast)
                .toList();
    }

    private void forget(Handle tx) {
        for (Documents.Placement placed : lab.documents.onHost(tx, host)) {
            if (!placed.wanted()) {
                lab.documents.forget(tx, host, placed.key(), placed.generation());
                switch (placed.key().kind()) {
                    case NODE ->
                        lab.nodes()
                                .forEach(source -> source.gone(tx, placed.key().id()));
                    case ACCESS ->
                        lab.access.accessDocuments().gone(tx, placed.key().id());
                    case INTERNET, VPC -> {}
                }
            }
        }
    }
}
